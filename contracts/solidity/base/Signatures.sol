// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @notice One rule for all contracts: who signed this digest?
library Signatures {
    /// @dev An account's own key is tried first: it stays valid for an account that delegates its
    /// code (EIP-7702), and a plain account costs no code lookup. Otherwise the account is asked
    /// through ERC-1271. Never reverts for a bad signature.
    function isBy(address account, bytes32 digest, bytes memory signature)
        internal
        view
        returns (bool)
    {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecover(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && signer == account) return true;
        return account.code.length != 0
            && SignatureChecker.isValidERC1271SignatureNow(account, digest, signature);
    }
}

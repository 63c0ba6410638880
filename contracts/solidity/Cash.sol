// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Signatures} from "./base/Signatures.sol";

/// @notice Money of one currency: an ERC-20 with ERC-2612 and ERC-3009 whose unit is the currency's
/// minor unit (ISO 4217 exponent).
/// @dev A balance moves by its owner's call, allowance or signature, and in no other way: there is
/// no owner, no pause, no blocklist and no hook. The Treasury mints against the attested reserve
/// and burns only what it holds itself.
contract Cash is ERC20Permit, ERC3009 {
    error Cash_OnlyTreasury(address caller);

    /// @notice The only contract that mints and burns.
    address public immutable treasury;
    uint8 private immutable _exponent;

    /// @param treasury_ The Treasury.
    /// @param name_ The token's name and EIP-712 domain name, such as "Tongbao CNY".
    /// @param currency The ISO 4217 code, which is the token's symbol.
    /// @param exponent The currency's ISO 4217 exponent, which is the token's decimals.
    constructor(address treasury_, string memory name_, string memory currency, uint8 exponent)
        ERC20(name_, currency)
        ERC20Permit(name_)
    {
        treasury = treasury_;
        _exponent = exponent;
    }

    modifier onlyTreasury() {
        if (msg.sender != treasury) revert Cash_OnlyTreasury(msg.sender);
        _;
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _exponent;
    }

    /// @notice Creates money. Treasury only.
    function mint(address to, uint256 amount) external onlyTreasury {
        _mint(to, amount);
    }

    /// @notice Destroys money that the Treasury itself holds. Treasury only.
    function burn(uint256 amount) external onlyTreasury {
        _burn(msg.sender, amount);
    }

    /// @notice ERC-3009 transfer with a signature of any kind (ECDSA or ERC-1271).
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        _checkSignature(
            from,
            abi.encode(
                TRANSFER_WITH_AUTHORIZATION_TYPEHASH,
                from,
                to,
                value,
                validAfter,
                validBefore,
                nonce
            ),
            signature
        );
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice ERC-3009 transfer that only its payee can bring, with a signature of any kind.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        if (to != msg.sender) revert ERC20InvalidReceiver(to);
        _checkSignature(
            from,
            abi.encode(
                RECEIVE_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce
            ),
            signature
        );
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice Makes an authorisation that was signed but not used worthless, with a signature of
    /// any kind.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature)
        external
    {
        _checkSignature(
            authorizer, abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce), signature
        );
        _cancelAuthorization(authorizer, nonce);
    }

    function _checkSignature(address account, bytes memory message, bytes calldata signature)
        private
        view
    {
        if (!Signatures.isBy(account, _hashTypedDataV4(keccak256(message)), signature)) {
            revert ERC3009InvalidSignature();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice Minimal soulbound tokens (ERC-5192).
interface IERC5192 is IERC165 {
    /// @notice The token is bound to its owner.
    event Locked(uint256 tokenId);
    /// @notice The token is no longer bound.
    event Unlocked(uint256 tokenId);

    /// @notice Whether the token is bound; reverts for one that does not exist.
    function locked(uint256 tokenId) external view returns (bool);
}

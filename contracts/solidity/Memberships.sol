// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Listed} from "./base/Listed.sol";
import {Directory} from "./Directory.sol";
import {Intent} from "./types/Intent.sol";
import {IERC5192} from "./types/IERC5192.sol";
import {Roles} from "./types/Roles.sol";

/// @notice Membership tiers: at most one per account, with an expiry, never transferable
/// (ERC-5192).
/// @dev The token's id is the account's address.
contract Memberships is ERC721, Listed, IERC5192 {
    struct Membership {
        uint8 tier;
        uint40 expires;
    }

    event Granted(address indexed account, uint8 tier, uint256 expires, address steward);
    event Renewed(address indexed account, uint8 tier, uint256 expires, address steward);
    event Revoked(address indexed account, uint8 tier, bytes32 reason, address steward);
    event Resigned(address indexed account, uint8 tier);

    error Memberships_NotTransferable();
    error Memberships_AlreadyMember(address account);
    error Memberships_NotAMember(address account);
    error Memberships_BadTier();
    error Memberships_BadExpiry(uint256 expires);

    mapping(address account => Membership) private _memberships;

    constructor(Directory directory_)
        ERC721("Tongbao Membership", "TBM")
        Listed(directory_, "Tongbao Memberships")
    {}

    bytes32 private constant GRANT_TYPEHASH = keccak256(
        "GrantMembership(address member,uint8 tier,uint40 expires,address account,"
        "bytes32 ref,uint256 deadline)"
    );

    /// @notice Makes an account a member. Signed by a steward.
    function grant(address member, uint8 tier, uint40 expires, Intent calldata intent) external {
        _authoriseRole(Roles.STEWARD, abi.encode(GRANT_TYPEHASH, member, tier, expires), intent);
        if (_memberships[member].tier != 0) revert Memberships_AlreadyMember(member);
        _set(member, tier, expires);
        _mint(member, tokenOf(member));
        emit Locked(tokenOf(member));
        emit Granted(member, tier, expires, intent.account);
    }

    bytes32 private constant RENEW_TYPEHASH = keccak256(
        "RenewMembership(address member,uint8 tier,uint40 expires,address account,"
        "bytes32 ref,uint256 deadline)"
    );

    /// @notice Sets a member's tier and expiry anew. Signed by a steward.
    function renew(address member, uint8 tier, uint40 expires, Intent calldata intent) external {
        _authoriseRole(Roles.STEWARD, abi.encode(RENEW_TYPEHASH, member, tier, expires), intent);
        _requireMember(member);
        _set(member, tier, expires);
        emit Renewed(member, tier, expires, intent.account);
    }

    bytes32 private constant REVOKE_TYPEHASH = keccak256(
        "RevokeMembership(address member,bytes32 reason,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Ends a membership. Signed by a steward.
    function revoke(address member, bytes32 reason, Intent calldata intent) external {
        _authoriseRole(Roles.STEWARD, abi.encode(REVOKE_TYPEHASH, member, reason), intent);
        emit Revoked(member, _end(member), reason, intent.account);
    }

    bytes32 private constant RESIGN_TYPEHASH =
        keccak256("ResignMembership(address account,bytes32 ref,uint256 deadline)");

    /// @notice Ends the account's own membership. Signed by the member.
    function resign(Intent calldata intent) external {
        _authorise(abi.encode(RESIGN_TYPEHASH), intent);
        emit Resigned(intent.account, _end(intent.account));
    }

    /// @notice The account's tier now; zero when it has none or it has expired.
    function tierOf(address account) external view returns (uint8) {
        Membership memory m = _memberships[account];
        return block.timestamp < m.expires ? m.tier : 0;
    }

    /// @notice The account's membership as recorded.
    function membershipOf(address account) external view returns (Membership memory) {
        return _memberships[account];
    }

    /// @notice The token's id of an account's membership.
    function tokenOf(address account) public pure returns (uint256) {
        return uint256(uint160(account));
    }

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(ERC721, IERC165)
        returns (bool)
    {
        return interfaceId == type(IERC5192).interfaceId || super.supportsInterface(interfaceId);
    }

    function _set(address member, uint8 tier, uint40 expires) private {
        if (tier == 0) revert Memberships_BadTier();
        if (expires <= block.timestamp) revert Memberships_BadExpiry(expires);
        _memberships[member] = Membership(tier, expires);
    }

    function _end(address member) private returns (uint8 tier) {
        _requireMember(member);
        tier = _memberships[member].tier;
        delete _memberships[member];
        _burn(tokenOf(member));
    }

    function _requireMember(address member) private view {
        if (_memberships[member].tier == 0) revert Memberships_NotAMember(member);
    }

    /// @dev Minting and burning only.
    function _update(address to, uint256 tokenId, address auth)
        internal
        override
        returns (address from)
    {
        from = super._update(to, tokenId, auth);
        if (from != address(0) && to != address(0)) revert Memberships_NotTransferable();
    }

    /// @dev Approvals would promise what cannot happen.
    function _approve(address to, uint256 tokenId, address auth, bool emitEvent) internal override {
        if (to != address(0)) revert Memberships_NotTransferable();
        super._approve(to, tokenId, auth, emitEvent);
    }

    function _setApprovalForAll(address, address, bool) internal pure override {
        revert Memberships_NotTransferable();
    }
}

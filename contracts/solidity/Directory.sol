// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Intents} from "./base/Intents.sol";
import {Intent} from "./types/Intent.sol";
import {Roles} from "./types/Roles.sol";

/// @notice The address book with its versions, and who holds which role.
/// @dev What adds power (a version, a role, the fee account) goes through the governor, a timelock.
/// What takes power away (a role, new entries for a while) a guardian may do at once. A published
/// version is never removed; only the newest of a name takes new business. The first version of a
/// name acts for everybody; a later one touches an account's points, vouchers, bond or pots only
/// after the account has accepted it.
contract Directory is Intents {
    /// A contract under a name; the name is ASCII, left-aligned.
    struct Publication {
        bytes24 name;
        address deployed;
    }

    struct Grant {
        address account;
        uint256 roles;
    }

    struct Listing {
        bytes24 name;
        uint32 version;
        bool current;
    }

    event Published(bytes24 indexed name, uint32 indexed version, address deployed);
    event RolesSet(address indexed account, uint256 roles);
    event FeeAccountSet(address indexed account);
    event Paused(address indexed guardian, uint256 until, bytes32 reason);
    event Resumed(address indexed guardian);
    event VersionAccepted(address indexed account, address indexed deployed);

    error Directory_OnlyGovernor(address caller);
    error Directory_OnlyFounder(address caller);
    error Directory_AlreadySetUp();
    error Directory_BadName();
    error Directory_BadAddress();
    error Directory_AlreadyListed(address deployed);
    error Directory_NotListed(address deployed);
    error Directory_NotCurrent(address deployed);
    error Directory_NotAccepted(address account, address deployed);
    error Directory_NotCash(address deployed);
    error Directory_MissingRole(address account, uint256 role);
    error Directory_UnknownRole(uint256 roles);
    error Directory_ConflictingRoles(address account, uint256 roles);
    error Directory_EntryPaused(uint256 until);
    error Directory_PausedTooSoon(uint256 again);

    /// @notice How long one pause lasts.
    uint256 public constant PAUSE = 3 days;
    /// @notice How long entries stay open before the next pause.
    uint256 public constant BETWEEN_PAUSES = 4 days;

    /// @notice The timelock that alone may add versions and roles.
    address public immutable governor;
    /// @notice The account that sets the book up, once.
    address public immutable founder;
    /// @notice Where the platform's fees are paid; its bond answers for fees to be given back.
    address public feeAccount;
    bool private _setUp;
    uint40 private _pausedAt;
    uint40 private _pausedUntil;

    mapping(address deployed => Listing) private _listings;
    mapping(bytes24 name => address[]) private _versions;
    mapping(address account => uint256) private _roles;
    mapping(address account => mapping(address deployed => bool)) private _accepted;

    /// @param governor_ The timelock.
    /// @param founder_ The account that calls `setUp` once and has no power afterwards.
    constructor(address governor_, address founder_) Intents("Tongbao Directory") {
        if (governor_ == address(0)) revert Directory_BadAddress();
        governor = governor_;
        founder = founder_;
    }

    modifier onlyGovernor() {
        requireGovernor(msg.sender);
        _;
    }

    /// @notice Publishes the first contracts and roles, once. Founder only.
    function setUp(
        Publication[] calldata publications,
        Grant[] calldata grants,
        address feeAccount_
    ) external {
        if (msg.sender != founder) revert Directory_OnlyFounder(msg.sender);
        if (_setUp) revert Directory_AlreadySetUp();
        _setUp = true;
        for (uint256 i = 0; i < publications.length; ++i) {
            _publish(publications[i].name, publications[i].deployed);
        }
        for (uint256 i = 0; i < grants.length; ++i) {
            _setRoles(grants[i].account, grants[i].roles);
        }
        _setFeeAccount(feeAccount_);
    }

    /// @notice Lists a contract as the newest version of a name. Governor only.
    function publish(bytes24 name, address deployed) external onlyGovernor {
        _publish(name, deployed);
    }

    /// @notice Sets all roles of an account. Governor only.
    function setRoles(address account, uint256 roles) external onlyGovernor {
        _setRoles(account, roles);
    }

    /// @notice Sets where fees are paid from now on. Governor only.
    function setFeeAccount(address account) external onlyGovernor {
        _setFeeAccount(account);
    }

    bytes32 private constant REVOKE_TYPEHASH = keccak256(
        "Revoke(address operator,uint256 roles,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Takes roles from an operator at once. Signed by a guardian; guardians themselves are
    /// left to the governor.
    function revoke(address operator, uint256 roles, Intent calldata intent) external {
        _authorise(abi.encode(REVOKE_TYPEHASH, operator, roles), intent);
        requireRole(intent.account, Roles.GUARDIAN);
        _setRoles(operator, _roles[operator] & ~(roles & ~Roles.GUARDIAN));
    }

    bytes32 private constant PAUSE_TYPEHASH =
        keccak256("Pause(bytes32 reason,address account,bytes32 ref,uint256 deadline)");

    /// @notice Stops new orders, payments, deposits, pledges and claims for `PAUSE`; everything
    /// that lets value out goes on. Signed by a guardian.
    function pause(bytes32 reason, Intent calldata intent) external {
        _authorise(abi.encode(PAUSE_TYPEHASH, reason), intent);
        requireRole(intent.account, Roles.GUARDIAN);
        uint256 again = _pausedAt == 0 ? 0 : uint256(_pausedAt) + PAUSE + BETWEEN_PAUSES;
        if (block.timestamp < again) revert Directory_PausedTooSoon(again);
        _pausedAt = uint40(block.timestamp);
        _pausedUntil = uint40(block.timestamp + PAUSE);
        emit Paused(intent.account, _pausedUntil, reason);
    }

    bytes32 private constant RESUME_TYPEHASH =
        keccak256("Resume(address account,bytes32 ref,uint256 deadline)");

    /// @notice Ends a pause early. Signed by a guardian.
    function resume(Intent calldata intent) external {
        _authorise(abi.encode(RESUME_TYPEHASH), intent);
        requireRole(intent.account, Roles.GUARDIAN);
        _pausedUntil = 0;
        emit Resumed(intent.account);
    }

    bytes32 private constant ACCEPT_TYPEHASH =
        keccak256("AcceptVersion(address version,address account,bytes32 ref,uint256 deadline)");

    /// @notice Lets a later version of a contract act for the account that signs.
    function acceptVersion(address version, Intent calldata intent) external {
        _authorise(abi.encode(ACCEPT_TYPEHASH, version), intent);
        if (_listings[version].version == 0) revert Directory_NotListed(version);
        _accepted[intent.account][version] = true;
        emit VersionAccepted(intent.account, version);
    }

    /// @notice The newest contract of a name; zero when there is none.
    function lookup(bytes24 name) external view returns (address) {
        uint256 count = _versions[name].length;
        return count == 0 ? address(0) : _versions[name][count - 1];
    }

    /// @notice A version of a name, counted from 1; zero when there is none.
    function lookupVersion(bytes24 name, uint256 version) external view returns (address) {
        return version == 0 || version > _versions[name].length
            ? address(0)
            : _versions[name][version - 1];
    }

    /// @notice What is listed at an address; version 0 when nothing is.
    function listingOf(address deployed) external view returns (Listing memory) {
        return _listings[deployed];
    }

    /// @notice The mask of an account's roles.
    function rolesOf(address account) external view returns (uint256) {
        return _roles[account];
    }

    /// @notice Until when entries are paused; a time that is not in the future means open.
    function pausedUntil() external view returns (uint256) {
        return _pausedUntil;
    }

    /// @notice Whether the account accepted a later version.
    function hasAccepted(address account, address version) external view returns (bool) {
        return _accepted[account][version];
    }

    /// @notice Reverts unless the caller of the calling contract is the governor.
    function requireGovernor(address caller) public view {
        if (caller != governor) revert Directory_OnlyGovernor(caller);
    }

    /// @notice Reverts unless the account holds the role.
    function requireRole(address account, uint256 role) public view {
        if (_roles[account] & role == 0) revert Directory_MissingRole(account, role);
    }

    /// @notice Reverts while entries are paused.
    function requireOpen() public view {
        if (block.timestamp < _pausedUntil) revert Directory_EntryPaused(_pausedUntil);
    }

    /// @notice Reverts unless the calling contract may take new business in this currency: entries
    /// are open, it is the newest of its name, and the money is ours.
    function requireEntry(address cash) public view {
        requireOpen();
        if (!_listings[msg.sender].current) revert Directory_NotCurrent(msg.sender);
        requireCash(cash);
    }

    /// @notice Reverts unless the address is listed as one of our currencies ("Cash:" and the
    /// code).
    function requireCash(address cash) public view {
        if (bytes5(_listings[cash].name) != "Cash:") revert Directory_NotCash(cash);
    }

    /// @notice Reverts unless the address is listed under the name, in any version.
    function requireListed(bytes24 name, address deployed) public view {
        if (_listings[deployed].version == 0 || _listings[deployed].name != name) {
            revert Directory_NotListed(deployed);
        }
    }

    /// @notice Reverts unless `actor` is a version of `name` that may act for the account.
    function requireActor(bytes24 name, address actor, address account) external view {
        requireListed(name, actor);
        if (!_actsFor(actor, account)) revert Directory_NotAccepted(account, actor);
    }

    /// @notice Whether `actor` is a version of `name` that may act for the account.
    function isActor(bytes24 name, address actor, address account) external view returns (bool) {
        return _listings[actor].name == name && _actsFor(actor, account);
    }

    function _actsFor(address actor, address account) private view returns (bool) {
        return _listings[actor].version == 1 || _accepted[account][actor];
    }

    function _publish(bytes24 name, address deployed) private {
        if (name == 0) revert Directory_BadName();
        if (deployed.code.length == 0 || _roles[deployed] != 0) revert Directory_BadAddress();
        if (_listings[deployed].version != 0) revert Directory_AlreadyListed(deployed);
        address[] storage versions = _versions[name];
        if (versions.length != 0) _listings[versions[versions.length - 1]].current = false;
        versions.push(deployed);
        uint32 version = uint32(versions.length);
        _listings[deployed] = Listing(name, version, true);
        emit Published(name, version, deployed);
    }

    function _setRoles(address account, uint256 roles) private {
        if (roles & ~Roles.ALL != 0) revert Directory_UnknownRole(roles);
        if (Roles.conflict(roles)) revert Directory_ConflictingRoles(account, roles);
        if (account == address(0) || _listings[account].version != 0) {
            revert Directory_BadAddress();
        }
        _roles[account] = roles;
        emit RolesSet(account, roles);
    }

    function _setFeeAccount(address account) private {
        if (account == address(0)) revert Directory_BadAddress();
        feeAccount = account;
        emit FeeAccountSet(account);
    }
}

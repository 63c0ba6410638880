// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Listed} from "./base/Listed.sol";
import {Cash} from "./Cash.sol";
import {Directory} from "./Directory.sol";
import {Intent} from "./types/Intent.sol";
import {Roles} from "./types/Roles.sol";

/// @notice The register of merchants: agreed fees, bonds and payout accounts.
/// @dev A merchant signs its conditions when applying; the registrar can only approve exactly
/// those. A bond belongs to the account that posted it and answers for refunds granted after
/// settlement (by the merchant, by its silence or by a ruling). The platform's fee account posts
/// one too.
contract Merchants is Listed {
    /// What a merchant applies for, in one currency.
    struct Application {
        address merchant;
        address cash;
        address payout;
        /// The most the platform may take from an order, in 1/10,000 of its total.
        uint16 feeBps;
        /// The most an affiliate may take from an order, in 1/10,000 of its total.
        uint16 commissionBps;
        /// The bond to keep while selling.
        uint96 bond;
        /// Salted hash of shop and company data.
        bytes32 profile;
    }

    /// A merchant's shop in one currency.
    struct Shop {
        bool approved;
        uint16 feeBps;
        uint16 commissionBps;
        uint96 required;
        uint96 bond;
    }

    struct Leaving {
        uint96 amount;
        uint40 payableAt;
    }

    struct Payout {
        address account;
        bool suspended;
        uint40 nextFrom;
        address next;
    }

    event Applied(
        address indexed merchant, address indexed cash, bytes32 application, Application conditions
    );
    event Approved(
        address indexed merchant, address indexed cash, bytes32 application, address registrar
    );
    event Returned(
        address indexed merchant,
        address indexed cash,
        bytes32 application,
        bytes32 reason,
        address registrar
    );
    event Suspended(address indexed merchant, bytes32 reason, address registrar);
    event Reinstated(address indexed merchant, bytes32 reason, address registrar);
    event PayoutChanged(address indexed merchant, address payout, uint256 from);
    event BondPosted(address indexed account, address indexed cash, uint256 amount, uint256 bond);
    event BondLeaving(
        address indexed account, address indexed cash, uint256 amount, uint256 payableAt
    );
    event BondReturned(address indexed account, address indexed cash, uint256 amount, uint256 bond);
    event BondSlashed(
        address indexed account,
        address indexed cash,
        bytes32 indexed order,
        address orders,
        uint256 amount,
        uint256 bond
    );

    error Merchants_NothingApplied(address merchant, address cash);
    error Merchants_NotTheApplication(bytes32 applied, bytes32 given);
    error Merchants_BadConditions();
    error Merchants_NotApproved(address merchant, address cash);
    error Merchants_Suspended(address merchant);
    error Merchants_NotSuspended(address merchant);
    error Merchants_BondTooLow(uint256 bond, uint256 required);
    error Merchants_FeeAboveAgreed(uint256 fee, uint256 limit);
    error Merchants_CommissionAboveAgreed(uint256 commission, uint256 limit);
    error Merchants_NothingToReturn(address account, address cash);
    error Merchants_NotYet(uint256 from);

    /// @notice How long a bond still answers after its owner asked for it back.
    uint256 public constant BOND_NOTICE = 60 days;
    /// @notice How long a changed payout account waits, so that a stolen key is noticed.
    uint256 public constant PAYOUT_NOTICE = 2 days;

    mapping(address merchant => mapping(address cash => bytes32)) private _applications;
    mapping(address merchant => mapping(address cash => Shop)) private _shops;
    mapping(address merchant => mapping(address cash => Leaving)) private _leaving;
    mapping(address merchant => Payout) private _payouts;

    constructor(Directory directory_) Listed(directory_, "Tongbao Merchants") {}

    bytes32 private constant APPLY_TYPEHASH = keccak256(
        "Apply(address cash,address payout,uint16 feeBps,uint16 commissionBps,uint96 bond,"
        "bytes32 profile,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Applies to sell in a currency under these conditions, or applies anew. Signed by the
    /// merchant.
    function applyFor(Application calldata a, Intent calldata intent) external {
        _authorise(
            abi.encode(
                APPLY_TYPEHASH, a.cash, a.payout, a.feeBps, a.commissionBps, a.bond, a.profile
            ),
            intent
        );
        directory.requireCash(a.cash);
        if (
            a.merchant != intent.account || a.payout == address(0)
                || uint256(a.feeBps) + a.commissionBps > 10_000
        ) revert Merchants_BadConditions();
        bytes32 application = keccak256(abi.encode(a));
        _applications[a.merchant][a.cash] = application;
        emit Applied(a.merchant, a.cash, application, a);
    }

    bytes32 private constant APPROVE_TYPEHASH = keccak256(
        "Approve(address merchant,address cash,bytes32 application,address account,"
        "bytes32 ref,uint256 deadline)"
    );

    /// @notice Approves exactly what the merchant applied for. Signed by a registrar.
    function approve(Application calldata a, Intent calldata intent) external {
        bytes32 application = keccak256(abi.encode(a));
        _authoriseRole(
            Roles.REGISTRAR, abi.encode(APPROVE_TYPEHASH, a.merchant, a.cash, application), intent
        );
        _takeApplication(a.merchant, a.cash, application);
        Shop storage shop = _shops[a.merchant][a.cash];
        shop.approved = true;
        shop.feeBps = a.feeBps;
        shop.commissionBps = a.commissionBps;
        shop.required = a.bond;
        if (_payouts[a.merchant].account == address(0)) {
            _payouts[a.merchant].account = a.payout;
            emit PayoutChanged(a.merchant, a.payout, block.timestamp);
        }
        emit Approved(a.merchant, a.cash, application, intent.account);
    }

    bytes32 private constant RETURN_TYPEHASH = keccak256(
        "Return(address merchant,address cash,bytes32 application,bytes32 reason,"
        "address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Sends an application back with reasons; the merchant may apply again. Signed by a
    /// registrar.
    function giveBack(
        address merchant,
        address cash,
        bytes32 application,
        bytes32 reason,
        Intent calldata intent
    ) external {
        _authoriseRole(
            Roles.REGISTRAR,
            abi.encode(RETURN_TYPEHASH, merchant, cash, application, reason),
            intent
        );
        _takeApplication(merchant, cash, application);
        emit Returned(merchant, cash, application, reason, intent.account);
    }

    bytes32 private constant SUSPEND_TYPEHASH = keccak256(
        "Suspend(address merchant,bytes32 reason,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Stops new orders of a merchant; open ones go on and its bond stays its own. Signed
    /// by a registrar.
    function suspend(address merchant, bytes32 reason, Intent calldata intent) external {
        _authoriseRole(Roles.REGISTRAR, abi.encode(SUSPEND_TYPEHASH, merchant, reason), intent);
        if (_payouts[merchant].suspended) revert Merchants_Suspended(merchant);
        _payouts[merchant].suspended = true;
        emit Suspended(merchant, reason, intent.account);
    }

    bytes32 private constant REINSTATE_TYPEHASH = keccak256(
        "Reinstate(address merchant,bytes32 reason,address account,bytes32 ref," "uint256 deadline)"
    );

    /// @notice Lets a suspended merchant sell again. Signed by a registrar.
    function reinstate(address merchant, bytes32 reason, Intent calldata intent) external {
        _authoriseRole(Roles.REGISTRAR, abi.encode(REINSTATE_TYPEHASH, merchant, reason), intent);
        if (!_payouts[merchant].suspended) revert Merchants_NotSuspended(merchant);
        _payouts[merchant].suspended = false;
        emit Reinstated(merchant, reason, intent.account);
    }

    bytes32 private constant PAYOUT_TYPEHASH =
        keccak256("ChangePayout(address payout,address account,bytes32 ref,uint256 deadline)");

    /// @notice Changes where the merchant is paid, after `PAYOUT_NOTICE`. Signed by the merchant.
    function changePayout(address payout, Intent calldata intent) external {
        _authorise(abi.encode(PAYOUT_TYPEHASH, payout), intent);
        if (payout == address(0)) revert Merchants_BadConditions();
        Payout storage p = _payouts[intent.account];
        p.account = payoutOf(intent.account);
        p.next = payout;
        p.nextFrom = uint40(block.timestamp + PAYOUT_NOTICE);
        emit PayoutChanged(intent.account, payout, p.nextFrom);
    }

    bytes32 private constant BOND_TYPEHASH =
        keccak256("PostBond(address cash,uint256 amount,address account,bytes32 ref)");

    /// @notice Adds to the account's bond. The signature is the account's ERC-3009 authorisation
    /// whose nonce is the hash of PostBond.
    function postBond(Cash cash, uint96 amount, Intent calldata intent) external {
        _collect(cash, amount, abi.encode(BOND_TYPEHASH, cash, uint256(amount)), intent);
        Shop storage shop = _shops[intent.account][address(cash)];
        shop.bond += amount;
        emit BondPosted(intent.account, address(cash), amount, shop.bond);
    }

    bytes32 private constant WITHDRAW_TYPEHASH = keccak256(
        "WithdrawBond(address cash,uint256 amount,address account,bytes32 ref," "uint256 deadline)"
    );

    /// @notice Gives notice for a part of the bond (replacing an earlier notice; zero takes it
    /// back). It answers for `BOND_NOTICE` longer, but no longer counts for new orders. Signed by
    /// the bond's owner.
    function withdrawBond(address cash, uint96 amount, Intent calldata intent) external {
        _authorise(abi.encode(WITHDRAW_TYPEHASH, cash, uint256(amount)), intent);
        Shop storage shop = _shops[intent.account][cash];
        if (amount > shop.bond) revert Merchants_BondTooLow(shop.bond, amount);
        uint256 payableAt = block.timestamp + BOND_NOTICE;
        _leaving[intent.account][cash] = Leaving(amount, uint40(payableAt));
        emit BondLeaving(intent.account, cash, amount, payableAt);
    }

    /// @notice Pays out a bond whose notice is over. Anybody may bring it.
    function returnBond(address account, Cash cash) external {
        Leaving memory leaving = _leaving[account][address(cash)];
        if (leaving.amount == 0) revert Merchants_NothingToReturn(account, address(cash));
        if (block.timestamp < leaving.payableAt) revert Merchants_NotYet(leaving.payableAt);
        delete _leaving[account][address(cash)];
        Shop storage shop = _shops[account][address(cash)];
        uint96 amount = leaving.amount < shop.bond ? leaving.amount : shop.bond;
        shop.bond -= amount;
        emit BondReturned(account, address(cash), amount, shop.bond);
        cash.transfer(account, amount);
    }

    /// @notice Takes from a bond what an order's refund after settlement needs, as far as the bond
    /// goes, to the calling Orders contract. Nothing is taken for anybody else's call, nor for a
    /// version that the account has not accepted.
    /// @return drawn What was taken, at most `amount`.
    function slash(address account, Cash cash, uint256 amount, bytes32 order)
        external
        returns (uint256 drawn)
    {
        if (!directory.isActor("Orders", msg.sender, account)) return 0;
        Shop storage shop = _shops[account][address(cash)];
        drawn = amount < shop.bond ? amount : shop.bond;
        if (drawn == 0) return 0;
        shop.bond -= uint96(drawn);
        emit BondSlashed(account, address(cash), order, msg.sender, drawn, shop.bond);
        cash.transfer(msg.sender, drawn);
    }

    /// @notice Reverts unless the merchant may take an order in the calling Orders contract with
    /// these shares: approved in this currency, not suspended, bond complete, fee and commission
    /// within what it signed.
    function requireSeller(
        address merchant,
        address cash,
        uint256 total,
        uint256 fee,
        uint256 commission
    ) external view {
        directory.requireActor("Orders", msg.sender, merchant);
        Shop memory shop = _shops[merchant][cash];
        if (!shop.approved) revert Merchants_NotApproved(merchant, cash);
        if (_payouts[merchant].suspended) revert Merchants_Suspended(merchant);
        uint256 standing = shop.bond;
        if (shop.required != 0) {
            uint256 leaving = _leaving[merchant][cash].amount;
            standing = standing > leaving ? standing - leaving : 0;
            if (standing < shop.required) revert Merchants_BondTooLow(standing, shop.required);
        }
        uint256 limit = _portion(total, shop.feeBps);
        if (fee > limit) revert Merchants_FeeAboveAgreed(fee, limit);
        limit = _portion(total, shop.commissionBps);
        if (commission > limit) revert Merchants_CommissionAboveAgreed(commission, limit);
    }

    /// @notice Where the merchant is paid now; the merchant itself when it never named an account.
    function payoutOf(address merchant) public view returns (address) {
        Payout memory p = _payouts[merchant];
        if (p.nextFrom != 0 && block.timestamp >= p.nextFrom) return p.next;
        return p.account == address(0) ? merchant : p.account;
    }

    /// @notice A merchant's shop in a currency.
    function shopOf(address merchant, address cash) external view returns (Shop memory) {
        return _shops[merchant][cash];
    }

    /// @notice The bond that its owner asked back, and when it can be paid.
    function leavingOf(address account, address cash) external view returns (Leaving memory) {
        return _leaving[account][cash];
    }

    /// @notice The payout account, a pending change, and whether the merchant is suspended.
    function payoutDetails(address merchant) external view returns (Payout memory) {
        return _payouts[merchant];
    }

    /// @notice The hash of the application that waits for a registrar; zero when none does.
    function applicationOf(address merchant, address cash) external view returns (bytes32) {
        return _applications[merchant][cash];
    }

    function _takeApplication(address merchant, address cash, bytes32 given) private {
        bytes32 applied = _applications[merchant][cash];
        if (applied == 0) revert Merchants_NothingApplied(merchant, cash);
        if (applied != given) revert Merchants_NotTheApplication(applied, given);
        delete _applications[merchant][cash];
    }

    /// @dev A share in 1/10,000 of the total, rounded up: the limit never refuses a rounded fee.
    function _portion(uint256 total, uint256 bps) private pure returns (uint256) {
        return (total * bps + 9_999) / 10_000;
    }
}

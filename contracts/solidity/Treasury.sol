// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Listed} from "./base/Listed.sol";
import {Cash} from "./Cash.sol";
import {Directory} from "./Directory.sol";
import {IOrderDeposits} from "./types/IOrderDeposits.sol";
import {Intent} from "./types/Intent.sol";
import {Roles} from "./types/Roles.sol";
import {OrderTerms, Terms} from "./types/Terms.sol";

/// @notice Deposits and withdrawals: the only door between institutions and Cash.
/// @dev Money is minted only under a fresh attestation of the reserve by another key, and never
/// more than it: supply <= attested, at every mint. Money leaves by its owner's signature, waits
/// locked here, and is either burned (approved, by two persons above a limit) or given back
/// (rejected, or nobody decided in time).
contract Treasury is Listed {
    using Checkpoints for Checkpoints.Trace208;
    using OrderTerms for Terms;

    struct Reserve {
        uint96 attested;
        /// When the attested figure was true.
        uint40 asOf;
        /// Withdrawals above this need two cashiers.
        uint96 twoPersonAbove;
    }

    enum WithdrawalState {
        NONE,
        REQUESTED,
        APPROVED_ONCE,
        BURNED,
        RETURNED
    }

    struct Withdrawal {
        address account;
        uint40 decideBy;
        WithdrawalState state;
        Cash cash;
        uint96 amount;
        address firstCashier;
    }

    event Deposited(
        address indexed cash,
        address indexed account,
        bytes32 indexed ref,
        uint256 amount,
        address issuer
    );
    event DepositedToOrder(
        address indexed cash,
        bytes32 indexed order,
        bytes32 indexed ref,
        address orders,
        uint256 amount,
        address issuer
    );
    event WithdrawalRequested(
        bytes32 indexed id,
        address indexed account,
        address indexed cash,
        uint256 amount,
        bytes32 destination,
        uint256 decideBy
    );
    event WithdrawalApproved(
        bytes32 indexed id, address indexed cashier, bytes32 document, bool burned
    );
    event WithdrawalReturned(
        bytes32 indexed id, address indexed account, uint256 amount, address cashier, bytes32 reason
    );
    event ReserveAttested(
        address indexed cash,
        uint256 amount,
        uint256 asOf,
        bytes32 document,
        address attestor,
        uint256 supply
    );
    event TwoPersonLimitSet(address indexed cash, uint256 limit);

    error Treasury_NoAmount();
    /// Another issuer already credited exactly this payment: nothing is left to do.
    error Treasury_AlreadyDeposited(bytes32 ref);
    /// Another issuer used this payment's reference for something else.
    error Treasury_ReferenceUsed(bytes32 ref, bytes32 content);
    error Treasury_AboveReserve(address cash, uint256 supply, uint256 attested);
    error Treasury_StaleAttestation(address cash, uint256 asOf);
    error Treasury_BadAttestationTime(uint256 asOf, uint256 last);
    error Treasury_NotWaiting(bytes32 id, WithdrawalState state);
    error Treasury_DecidedTooLate(bytes32 id, uint256 decideBy);
    error Treasury_NotYet(bytes32 id, uint256 decideBy);
    error Treasury_SameCashier(bytes32 id, address cashier);
    error Treasury_OwnWithdrawal(bytes32 id, address cashier);

    /// @notice How long cashiers have for a withdrawal before anybody can send it back.
    uint256 public constant DECIDE_WITHIN = 7 days;
    /// @notice How old an attestation may be for minting under it.
    uint256 public constant ATTESTATION_LIFE = 7 days;

    mapping(address cash => Reserve) private _reserves;
    mapping(bytes32 id => Withdrawal) private _withdrawals;
    mapping(bytes32 ref => bytes32 content) private _deposits;
    /// What was burned of a currency so far, by time.
    mapping(address cash => Checkpoints.Trace208) private _burned;

    constructor(Directory directory_) Listed(directory_, "Tongbao Treasury") {}

    bytes32 private constant DEPOSIT_TYPEHASH = keccak256(
        "Deposit(address cash,address to,uint256 amount,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Credits money that an institution received for an account. Signed by an issuer; the
    /// reference is the institution's payment, and works once among all issuers.
    function deposit(Cash cash, address to, uint96 amount, Intent calldata intent) external {
        _authoriseDeposit(abi.encode(DEPOSIT_TYPEHASH, cash, to, uint256(amount)), intent);
        _mint(cash, to, amount);
        emit Deposited(address(cash), to, intent.ref, amount, intent.account);
    }

    bytes32 private constant DEPOSIT_TO_ORDER_TYPEHASH = keccak256(
        "DepositToOrder(address orders,bytes32 terms,uint256 amount,address account,"
        "bytes32 ref,uint256 deadline)"
    );

    /// @notice Credits money that an institution received for an order: merchant, buyer, currency
    /// and price are all inside the signed hash of the terms. What the order cannot take any more
    /// goes to the buyer's account. Signed by an issuer.
    function depositToOrder(
        IOrderDeposits orders,
        Terms calldata terms,
        uint96 amount,
        Intent calldata intent
    ) external {
        _authoriseDeposit(
            abi.encode(DEPOSIT_TO_ORDER_TYPEHASH, orders, terms.hash(), uint256(amount)), intent
        );
        directory.requireListed("Orders", address(orders));
        _mint(Cash(terms.cash), address(orders), amount);
        emit DepositedToOrder(
            terms.cash, terms.id, intent.ref, address(orders), amount, intent.account
        );
        orders.creditDeposit(terms, amount);
    }

    bytes32 private constant WITHDRAW_TYPEHASH = keccak256(
        "Withdraw(address cash,uint256 amount,bytes32 destination,address account,bytes32 ref)"
    );

    /// @notice Locks money to be paid out through an institution. The signature is the owner's
    /// ERC-3009 authorisation whose nonce is the hash of Withdraw.
    /// @param destination Salted hash of the account outside.
    /// @return id keccak256(account, ref).
    function requestWithdrawal(
        Cash cash,
        uint96 amount,
        bytes32 destination,
        Intent calldata intent
    ) external returns (bytes32 id) {
        _collect(
            cash, amount, abi.encode(WITHDRAW_TYPEHASH, cash, uint256(amount), destination), intent
        );
        if (amount == 0) revert Treasury_NoAmount();
        id = withdrawalId(intent.account, intent.ref);
        uint40 decideBy = uint40(block.timestamp + DECIDE_WITHIN);
        _withdrawals[id] = Withdrawal(
            intent.account, decideBy, WithdrawalState.REQUESTED, cash, amount, address(0)
        );
        emit WithdrawalRequested(id, intent.account, address(cash), amount, destination, decideBy);
    }

    bytes32 private constant APPROVE_TYPEHASH = keccak256(
        "ApproveWithdrawal(bytes32 id,bytes32 document,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Approves a withdrawal: the money is burned, and is then to be paid out. Above the
    /// currency's limit two cashiers must approve. Signed by a cashier.
    function approve(bytes32 id, bytes32 document, Intent calldata intent) external {
        _authoriseRole(Roles.CASHIER, abi.encode(APPROVE_TYPEHASH, id, document), intent);
        Withdrawal storage w = _waiting(id);
        if (intent.account == w.account) revert Treasury_OwnWithdrawal(id, intent.account);
        Reserve storage r = _reserves[address(w.cash)];
        if (w.state == WithdrawalState.REQUESTED && w.amount > r.twoPersonAbove) {
            w.state = WithdrawalState.APPROVED_ONCE;
            w.firstCashier = intent.account;
            emit WithdrawalApproved(id, intent.account, document, false);
            return;
        }
        if (w.firstCashier == intent.account) revert Treasury_SameCashier(id, intent.account);
        w.state = WithdrawalState.BURNED;
        r.attested -= w.amount < r.attested ? w.amount : r.attested;
        Checkpoints.Trace208 storage burned = _burned[address(w.cash)];
        burned.push(uint48(block.timestamp), burned.latest() + w.amount);
        emit WithdrawalApproved(id, intent.account, document, true);
        w.cash.burn(w.amount);
    }

    bytes32 private constant REJECT_TYPEHASH = keccak256(
        "RejectWithdrawal(bytes32 id,bytes32 reason,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Rejects a withdrawal: the money goes back to its owner. Signed by a cashier.
    function reject(bytes32 id, bytes32 reason, Intent calldata intent) external {
        _authoriseRole(Roles.CASHIER, abi.encode(REJECT_TYPEHASH, id, reason), intent);
        _return(id, _waiting(id), intent.account, reason);
    }

    /// @notice Sends a withdrawal back that no cashier decided in time. Anybody may bring it.
    function returnUndecided(bytes32 id) external {
        Withdrawal storage w = _withdrawals[id];
        _requireUndecided(id, w);
        if (block.timestamp < w.decideBy) revert Treasury_NotYet(id, w.decideBy);
        _return(id, w, address(0), 0);
    }

    bytes32 private constant ATTEST_TYPEHASH = keccak256(
        "AttestReserve(address cash,uint256 amount,uint256 asOf,bytes32 document,"
        "address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice States what the institutions held for a currency (less withdrawals approved but not
    /// yet paid out). What was burned since then is taken off, so that a statement that comes late
    /// covers no money that has left. Signed by an attestor.
    /// @param asOf When the figure was true; later than the last one, not in the future.
    /// @param document Hash of the statement.
    function attestReserve(
        Cash cash,
        uint96 amount,
        uint40 asOf,
        bytes32 document,
        Intent calldata intent
    ) external {
        _authoriseRole(
            Roles.ATTESTOR,
            abi.encode(ATTEST_TYPEHASH, cash, uint256(amount), uint256(asOf), document),
            intent
        );
        directory.requireCash(address(cash));
        Reserve storage r = _reserves[address(cash)];
        if (asOf <= r.asOf || asOf > block.timestamp) {
            revert Treasury_BadAttestationTime(asOf, r.asOf);
        }
        uint96 left = uint96(_burnedFrom(address(cash), asOf));
        (r.attested, r.asOf) = (amount > left ? amount - left : 0, asOf);
        emit ReserveAttested(
            address(cash), amount, asOf, document, intent.account, cash.totalSupply()
        );
    }

    /// @notice Sets above which amount a withdrawal needs two cashiers. Governor only.
    function setTwoPersonLimit(address cash, uint96 limit) external onlyGovernor {
        _reserves[cash].twoPersonAbove = limit;
        emit TwoPersonLimitSet(cash, limit);
    }

    /// @notice Whether all money of a currency is covered by the attested reserve.
    function isSolvent(Cash cash) external view returns (bool) {
        return cash.totalSupply() <= _reserves[address(cash)].attested;
    }

    /// @notice The attested reserve, when it was true, and the two-person limit.
    function reserveOf(address cash) external view returns (Reserve memory) {
        return _reserves[cash];
    }

    /// @notice What was done with a payment's reference: the content hash of the deposit, as in
    /// `contentOf`; zero when it is still unused.
    function depositOf(bytes32 ref) external view returns (bytes32) {
        return _deposits[ref];
    }

    /// @notice The id of the withdrawal that an account requests with a reference.
    function withdrawalId(address account, bytes32 ref) public pure returns (bytes32) {
        return keccak256(abi.encode(account, ref));
    }

    /// @notice A withdrawal.
    function withdrawalOf(bytes32 id) external view returns (Withdrawal memory) {
        return _withdrawals[id];
    }

    /// @dev As `_authoriseRole` for issuers, but the reference works once among all of them: they
    /// tell of the same payments.
    function _authoriseDeposit(bytes memory action, Intent calldata intent) private {
        _authoriseRole(Roles.ISSUER, action, intent);
        bytes32 content = keccak256(action);
        bytes32 earlier = _deposits[intent.ref];
        if (earlier == content) revert Treasury_AlreadyDeposited(intent.ref);
        if (earlier != 0) revert Treasury_ReferenceUsed(intent.ref, earlier);
        _deposits[intent.ref] = content;
    }

    /// @dev What was burned at `time` or later.
    function _burnedFrom(address cash, uint40 time) private view returns (uint256) {
        Checkpoints.Trace208 storage burned = _burned[cash];
        return burned.latest() - burned.upperLookupRecent(time - 1);
    }

    function _mint(Cash cash, address to, uint256 amount) private {
        if (amount == 0) revert Treasury_NoAmount();
        directory.requireOpen();
        directory.requireCash(address(cash));
        Reserve memory r = _reserves[address(cash)];
        if (block.timestamp >= uint256(r.asOf) + ATTESTATION_LIFE) {
            revert Treasury_StaleAttestation(address(cash), r.asOf);
        }
        uint256 supply = cash.totalSupply() + amount;
        if (supply > r.attested) revert Treasury_AboveReserve(address(cash), supply, r.attested);
        cash.mint(to, amount);
    }

    function _waiting(bytes32 id) private view returns (Withdrawal storage w) {
        w = _withdrawals[id];
        _requireUndecided(id, w);
        if (block.timestamp >= w.decideBy) revert Treasury_DecidedTooLate(id, w.decideBy);
    }

    function _requireUndecided(bytes32 id, Withdrawal storage w) private view {
        if (w.state != WithdrawalState.REQUESTED && w.state != WithdrawalState.APPROVED_ONCE) {
            revert Treasury_NotWaiting(id, w.state);
        }
    }

    function _return(bytes32 id, Withdrawal storage w, address cashier, bytes32 reason) private {
        w.state = WithdrawalState.RETURNED;
        emit WithdrawalReturned(id, w.account, w.amount, cashier, reason);
        w.cash.transfer(w.account, w.amount);
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Listed} from "./base/Listed.sol";
import {Years} from "./base/Years.sol";
import {Cash} from "./Cash.sol";
import {Directory} from "./Directory.sol";
import {Intent} from "./types/Intent.sol";
import {Roles} from "./types/Roles.sol";

/// @notice Loyalty points: minted when an order completes, burned at use, reversed in proportion to
/// a refund, expiring at the end of the calendar year (UTC) after the one they were earned in.
/// @dev Not transferable; the ERC-20 view functions and `Transfer` events let wallets show them.
/// What points pay in an order comes from a sponsor's pot of real money. An order can give back at
/// most what was spent in it, and reverse at most what it awarded. `award`, `restore` and `reverse`
/// cap instead of refusing, so that points can never block an order.
contract Points is Listed {
    /// An account's points. `newer` were earned in `year`, `older` in the year before; `debt` is
    /// what a reversal found already spent, and is taken from the next award.
    struct Balance {
        uint16 year;
        uint80 newer;
        uint80 older;
        uint80 debt;
    }

    /// What an order spent and can still give back.
    struct Spend {
        uint16 year;
        uint80 newer;
        uint80 older;
    }

    /// ERC-20's event, for wallets.
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Awarded(
        address indexed account,
        bytes32 indexed order,
        address orders,
        uint256 amount,
        uint256 debtPaid
    );
    event Spent(
        address indexed account,
        bytes32 indexed order,
        address orders,
        uint256 amount,
        address sponsor,
        address cash,
        uint256 value
    );
    event Restored(
        address indexed account,
        bytes32 indexed order,
        address orders,
        uint256 amount,
        uint256 expired
    );
    event Reversed(
        address indexed account, bytes32 indexed order, address orders, uint256 amount, uint256 debt
    );
    event Expired(address indexed account, uint256 amount);
    event PotFunded(address indexed sponsor, address indexed cash, uint256 amount, uint256 pot);
    event PotWithdrawn(address indexed sponsor, address indexed cash, uint256 amount, uint256 pot);

    error Points_NotTransferable();
    error Points_TooFew(address account, uint256 balance, uint256 wanted);
    error Points_PotTooSmall(address sponsor, address cash, uint256 pot, uint256 wanted);
    error Points_MoreThanSpent(bytes32 order, uint256 spent, uint256 wanted);

    string public constant name = "Tongbao Points";
    string public constant symbol = "TBP";
    uint8 public constant decimals = 0;
    /// @notice All points in being, including expired ones that nobody has swept yet.
    uint256 public totalSupply;

    mapping(address account => Balance) private _balances;
    mapping(address orders => mapping(bytes32 order => Spend)) private _spends;
    mapping(address orders => mapping(bytes32 order => uint256)) private _awards;
    mapping(address sponsor => mapping(address cash => uint256)) private _pots;

    constructor(Directory directory_) Listed(directory_, "Tongbao Points") {}

    /// @notice Mints points for a completed order. Orders only.
    function award(address account, uint256 amount, bytes32 order) external {
        directory.requireListed("Orders", msg.sender);
        Balance memory b = _rolled(account);
        amount = _atMost(amount, type(uint80).max - b.newer);
        _awards[msg.sender][order] += amount;
        uint256 debtPaid = _atMost(amount, b.debt);
        b.debt -= uint80(debtPaid);
        b.newer += uint80(amount - debtPaid);
        _balances[account] = b;
        _mint(account, amount - debtPaid);
        emit Awarded(account, order, msg.sender, amount, debtPaid);
    }

    /// @notice Burns points, oldest first, and pays their value from the sponsor's pot to the
    /// calling Orders contract.
    function spend(
        address account,
        uint256 amount,
        address sponsor,
        Cash cash,
        uint256 value,
        bytes32 order
    ) external {
        directory.requireActor("Orders", msg.sender, account);
        directory.requireActor("Orders", msg.sender, sponsor);
        Balance memory b = _rolled(account);
        uint256 balance = uint256(b.newer) + b.older;
        if (balance < amount) revert Points_TooFew(account, balance, amount);
        uint80 older = uint80(_atMost(amount, b.older));
        uint80 newer = uint80(amount - older);
        b.older -= older;
        b.newer -= newer;
        _balances[account] = b;
        _spends[msg.sender][order] = Spend(b.year, newer, older);
        _burn(account, amount);
        uint256 pot = _pots[sponsor][address(cash)];
        if (pot < value) revert Points_PotTooSmall(sponsor, address(cash), pot, value);
        _pots[sponsor][address(cash)] = pot - value;
        emit Spent(account, order, msg.sender, amount, sponsor, address(cash), value);
        cash.transfer(msg.sender, value);
    }

    /// @notice Gives points back that an order spent, the longest-lived first; those that would
    /// have expired meanwhile are gone. Orders only, at most what it spent.
    function restore(address account, uint256 amount, bytes32 order) external {
        directory.requireListed("Orders", msg.sender);
        Spend memory s = _spends[msg.sender][order];
        uint256 spent = uint256(s.newer) + s.older;
        if (amount > spent) revert Points_MoreThanSpent(order, spent, amount);
        uint80 newer = uint80(_atMost(amount, s.newer));
        uint80 older = uint80(amount - newer);
        s.newer -= newer;
        s.older -= older;
        _spends[msg.sender][order] = s;
        Balance memory b = _rolled(account);
        // Of what was `newer` then, some may be `older` now; of what was `older`, nothing lives on.
        if (b.year != s.year) (newer, older) = (0, b.year == s.year + 1 ? newer : 0);
        newer = uint80(_atMost(newer, type(uint80).max - b.newer));
        older = uint80(_atMost(older, type(uint80).max - b.older));
        b.newer += newer;
        b.older += older;
        _balances[account] = b;
        uint256 alive = uint256(newer) + older;
        _mint(account, alive);
        emit Restored(account, order, msg.sender, alive, amount - alive);
    }

    /// @notice Takes awarded points back in proportion to a refund; what the account has already
    /// spent becomes a debt against its next award. Orders only; takes at most what the order
    /// awarded.
    function reverse(address account, uint256 amount, bytes32 order) external {
        directory.requireListed("Orders", msg.sender);
        uint256 awarded = _awards[msg.sender][order];
        amount = _atMost(amount, awarded);
        _awards[msg.sender][order] = awarded - amount;
        Balance memory b = _rolled(account);
        uint80 newer = uint80(_atMost(amount, b.newer));
        uint80 older = uint80(_atMost(amount - newer, b.older));
        uint256 rest = amount - newer - older;
        b.newer -= newer;
        b.older -= older;
        b.debt += uint80(_atMost(rest, type(uint80).max - b.debt));
        _balances[account] = b;
        _burn(account, amount - rest);
        emit Reversed(account, order, msg.sender, amount, rest);
    }

    /// @notice Burns an account's expired points. Anybody may bring it.
    function expire(address account) external {
        _balances[account] = _rolled(account);
    }

    bytes32 private constant FUND_TYPEHASH =
        keccak256("FundPot(address cash,uint256 amount,address account,bytes32 ref)");

    /// @notice Adds money to the pot of one of the platform's accounts (PROMOTER), which pays for
    /// points spent in orders that name it as sponsor. The signature is its ERC-3009 authorisation
    /// whose nonce is the hash of FundPot.
    function fundPot(Cash cash, uint256 amount, Intent calldata intent) external {
        _collect(cash, amount, abi.encode(FUND_TYPEHASH, cash, amount), intent);
        directory.requireRole(intent.account, Roles.PROMOTER);
        uint256 pot = _pots[intent.account][address(cash)] + amount;
        _pots[intent.account][address(cash)] = pot;
        emit PotFunded(intent.account, address(cash), amount, pot);
    }

    bytes32 private constant WITHDRAW_TYPEHASH = keccak256(
        "WithdrawPot(address cash,uint256 amount,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Pays money from the account's pot back to the account. Signed by the sponsor.
    function withdrawPot(Cash cash, uint256 amount, Intent calldata intent) external {
        _authorise(abi.encode(WITHDRAW_TYPEHASH, cash, amount), intent);
        uint256 pot = _pots[intent.account][address(cash)];
        if (pot < amount) {
            revert Points_PotTooSmall(intent.account, address(cash), pot, amount);
        }
        _pots[intent.account][address(cash)] = pot - amount;
        emit PotWithdrawn(intent.account, address(cash), amount, pot - amount);
        cash.transfer(intent.account, amount);
    }

    /// @notice ERC-20 face: always reverts.
    function transfer(address, uint256) external pure returns (bool) {
        revert Points_NotTransferable();
    }

    /// @notice ERC-20 face: always reverts.
    function transferFrom(address, address, uint256) external pure returns (bool) {
        revert Points_NotTransferable();
    }

    /// @notice ERC-20 face: always reverts.
    function approve(address, uint256) external pure returns (bool) {
        revert Points_NotTransferable();
    }

    /// @notice ERC-20 face: nobody can spend another's points.
    function allowance(address, address) external pure returns (uint256) {
        return 0;
    }

    /// @notice Points that the account can spend now.
    function balanceOf(address account) external view returns (uint256) {
        (Balance memory b,) = _roll(account);
        return uint256(b.newer) + b.older;
    }

    /// @notice Points by year of earning, and what the account owes from reversals.
    function balanceDetails(address account) external view returns (Balance memory b) {
        (b,) = _roll(account);
    }

    /// @notice Money that a sponsor has set aside for points.
    function potOf(address sponsor, address cash) external view returns (uint256) {
        return _pots[sponsor][cash];
    }

    /// @notice What an order spent and can still give back.
    function spendOf(address orders, bytes32 order) external view returns (Spend memory) {
        return _spends[orders][order];
    }

    /// @notice What an order awarded and can still reverse.
    function awardOf(address orders, bytes32 order) external view returns (uint256) {
        return _awards[orders][order];
    }

    /// @dev The balance brought to the current year; what expired is burned.
    function _rolled(address account) private returns (Balance memory b) {
        uint256 expired;
        (b, expired) = _roll(account);
        if (expired != 0) {
            _burn(account, expired);
            emit Expired(account, expired);
        }
    }

    function _roll(address account) private view returns (Balance memory b, uint256 expired) {
        b = _balances[account];
        uint16 year = uint16(Years.yearOf(block.timestamp));
        if (b.year == year) return (b, 0);
        expired = b.older;
        if (b.year + 1 == year) {
            b.older = b.newer;
        } else {
            expired += b.newer;
            b.older = 0;
        }
        b.newer = 0;
        b.year = year;
    }

    function _mint(address account, uint256 amount) private {
        totalSupply += amount;
        emit Transfer(address(0), account, amount);
    }

    function _burn(address account, uint256 amount) private {
        totalSupply -= amount;
        emit Transfer(account, address(0), amount);
    }

    function _atMost(uint256 amount, uint256 limit) private pure returns (uint256) {
        return amount < limit ? amount : limit;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Manifest} from "../../script/Manifest.sol";
import {Intents} from "../../solidity/base/Intents.sol";
import {Cash} from "../../solidity/Cash.sol";
import {Directory} from "../../solidity/Directory.sol";
import {GroupBuys} from "../../solidity/GroupBuys.sol";
import {Invoices} from "../../solidity/Invoices.sol";
import {Memberships} from "../../solidity/Memberships.sol";
import {Merchants} from "../../solidity/Merchants.sol";
import {Orders} from "../../solidity/Orders.sol";
import {Points} from "../../solidity/Points.sol";
import {Relay} from "../../solidity/Relay.sol";
import {Reviews} from "../../solidity/Reviews.sol";
import {Treasury} from "../../solidity/Treasury.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Intent} from "../../solidity/types/Intent.sol";
import {Roles} from "../../solidity/types/Roles.sol";
import {Test} from "./Test.sol";

/// @dev The whole system, deployed as the manifest says, with one account per role, and the signing
/// of intents with the published types.
abstract contract System is Test, Manifest {
    Directory internal directory;
    Treasury internal treasury;
    Merchants internal merchants;
    Points internal points;
    Vouchers internal vouchers;
    Orders internal orders;
    GroupBuys internal groupBuys;
    Memberships internal memberships;
    Reviews internal reviews;
    Invoices internal invoices;
    Relay internal relay;
    Cash internal cny;
    Cash internal jpy;

    address internal timelock;
    address internal feeAccount;
    address internal guardian;
    address internal clerk;
    address internal issuer;
    address internal attestor;
    address internal cashier;
    address internal secondCashier;
    address internal registrar;
    address internal arbiter;
    address internal appeals;
    address internal carrier;
    address internal moderator;
    address internal steward;
    address internal promoter;

    mapping(address account => uint256) private _keys;
    uint256 private _refs;
    mapping(bytes32 name => bytes32) private _typeHashes;
    mapping(address target => bytes32) private _domains;

    function setUp() public virtual {
        vm.warp(1_790_000_000); // September 2026
        _open();
        string memory manifest =
            vm.readFile("src/main/resources/org/tongbao/contracts/deployment.json");
        vm.etch(
            vm.parseJsonAddress(manifest, ".proxy.address"),
            vm.parseJsonBytes(manifest, ".proxy.runtime")
        );
        _loadTypes();
        Parameters memory p = Parameters(account("founder"), 2 days, feeAccount);
        deployAll(p);
        _bind();
        bytes memory call = setUpCall(_grants(), feeAccount);
        vm.prank(p.founder);
        (bool success,) = address(directory).call(call);
        require(success, "setUp");
        attest(cny, 1e18);
        attest(jpy, 1e18);
    }

    function _loadTypes() private {
        string memory json = vm.readFile("src/main/resources/org/tongbao/contracts/typed-data.json");
        string[] memory names = vm.parseJsonKeys(json, "$");
        for (uint256 i = 0; i < names.length; ++i) {
            string memory path = string.concat(".", names[i], ".types");
            string[] memory types = vm.parseJsonKeys(json, path);
            for (uint256 j = 0; j < types.length; ++j) {
                string memory key = string.concat(names[i], ".", types[j]);
                string memory text = vm.parseJsonString(json, string.concat(path, ".", types[j]));
                _typeHashes[keccak256(bytes(key))] = keccak256(bytes(text));
            }
        }
    }

    function _open() private {
        feeAccount = account("feeAccount");
        guardian = account("guardian");
        clerk = account("clerk");
        issuer = account("issuer");
        attestor = account("attestor");
        cashier = account("cashier");
        secondCashier = account("secondCashier");
        registrar = account("registrar");
        arbiter = account("arbiter");
        appeals = account("appeals");
        carrier = account("carrier");
        moderator = account("moderator");
        steward = account("steward");
        promoter = account("promoter");
    }

    /// @dev The committed artefact's when TONGBAO_CODE says so, as check.sh does; otherwise what
    /// forge has just compiled, which coverage, traces and daily work need.
    function _creationCode(string memory artefact)
        internal
        view
        virtual
        override
        returns (bytes memory)
    {
        if (
            keccak256(bytes(vm.envOr("TONGBAO_CODE", string("compiled")))) == keccak256("committed")
        ) {
            return super._creationCode(artefact);
        }
        return vm.getCode(string.concat(artefact, ".sol:", artefact));
    }

    function _bind() private {
        timelock = addressOf("Timelock");
        directory = Directory(addressOf("Directory"));
        treasury = Treasury(addressOf("Treasury"));
        merchants = Merchants(addressOf("Merchants"));
        points = Points(addressOf("Points"));
        vouchers = Vouchers(addressOf("Vouchers"));
        orders = Orders(addressOf("Orders"));
        groupBuys = GroupBuys(addressOf("GroupBuys"));
        memberships = Memberships(addressOf("Memberships"));
        reviews = Reviews(addressOf("Reviews"));
        invoices = Invoices(addressOf("Invoices"));
        relay = Relay(addressOf("Relay"));
        cny = Cash(addressOf("Cash:CNY"));
        jpy = Cash(addressOf("Cash:JPY"));
        _noteDomain(directory);
        _noteDomain(treasury);
        _noteDomain(merchants);
        _noteDomain(points);
        _noteDomain(vouchers);
        _noteDomain(orders);
        _noteDomain(groupBuys);
        _noteDomain(memberships);
        _noteDomain(reviews);
        _noteDomain(invoices);
        _domains[address(cny)] = cny.DOMAIN_SEPARATOR();
        _domains[address(jpy)] = jpy.DOMAIN_SEPARATOR();
    }

    function _noteDomain(Intents target) private {
        _domains[address(target)] = target.DOMAIN_SEPARATOR();
    }

    /// @dev The EIP-712 domain separator of a contract, without a call, so that helpers which sign
    /// can stand after `expectRevert`.
    function domainOf(address target) internal view returns (bytes32) {
        return _domains[target];
    }

    function _grants() private view returns (Directory.Grant[] memory grants) {
        grants = new Directory.Grant[](13);
        grants[0] = Directory.Grant(guardian, Roles.GUARDIAN);
        grants[1] = Directory.Grant(clerk, Roles.CLERK);
        grants[2] = Directory.Grant(issuer, Roles.ISSUER);
        grants[3] = Directory.Grant(attestor, Roles.ATTESTOR);
        grants[4] = Directory.Grant(cashier, Roles.CASHIER);
        grants[5] = Directory.Grant(secondCashier, Roles.CASHIER);
        grants[6] = Directory.Grant(registrar, Roles.REGISTRAR);
        grants[7] = Directory.Grant(arbiter, Roles.ARBITER);
        grants[8] = Directory.Grant(appeals, Roles.APPEALS);
        grants[9] = Directory.Grant(carrier, Roles.CARRIER);
        grants[10] = Directory.Grant(moderator, Roles.MODERATOR);
        grants[11] = Directory.Grant(steward, Roles.STEWARD);
        grants[12] = Directory.Grant(promoter, Roles.PROMOTER);
    }

    // --- accounts and signatures ---------------------------------------------------------------

    /// @dev The test account of a name, whose key is known to `sign`.
    function account(string memory name) internal returns (address a) {
        uint256 key = keyOf(name);
        a = vm.addr(key);
        if (_keys[a] == 0) {
            _keys[a] = key;
            vm.label(a, name);
        }
    }

    /// @dev A reference never used before.
    function newRef() internal returns (bytes32) {
        return keccak256(abi.encode("ref", ++_refs));
    }

    /// @dev A published EIP-712 type's hash.
    function typeHash(string memory name, string memory primaryType)
        internal
        view
        returns (bytes32 hash)
    {
        hash = _typeHashes[keccak256(bytes(string.concat(name, ".", primaryType)))];
        require(hash != 0, primaryType);
    }

    function sign(address signer, bytes32 digest) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keys[signer], digest);
        return abi.encodePacked(r, s, v);
    }

    function digestOf(bytes32 domain, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    /// @dev An unsigned intent with a new reference, valid for an hour.
    function draft(address actor) internal returns (Intent memory) {
        return Intent(actor, newRef(), time() + 1 hours, "");
    }

    /// @dev Signs an intent: `members` are the action's members as words.
    function signed(Intents target, bytes32 actionType, bytes memory members, Intent memory intent)
        internal
        view
        returns (Intent memory)
    {
        bytes32 structHash = keccak256(
            abi.encodePacked(
                actionType, members, abi.encode(intent.account, intent.ref, intent.deadline)
            )
        );
        intent.signature = sign(intent.account, digestOf(domainOf(address(target)), structHash));
        return intent;
    }

    /// @dev A signed intent of an actor with a new reference.
    function by(address actor, Intents target, bytes32 actionType, bytes memory members)
        internal
        returns (Intent memory)
    {
        return signed(target, actionType, members, draft(actor));
    }

    /// @dev A signed intent that brings money: an ERC-3009 authorisation to `target` whose nonce is
    /// the hash of the purpose.
    function paying(
        address actor,
        Intents target,
        Cash cash,
        uint256 amount,
        bytes32 purposeType,
        bytes memory members
    ) internal returns (Intent memory intent) {
        intent = draft(actor);
        bytes32 purpose =
            keccak256(abi.encodePacked(purposeType, members, abi.encode(actor, intent.ref)));
        intent.signature =
            authorisation(cash, actor, address(target), amount, intent.deadline, purpose);
    }

    /// @dev An ERC-3009 ReceiveWithAuthorization signature.
    function authorisation(
        Cash cash,
        address from,
        address to,
        uint256 amount,
        uint256 validBefore,
        bytes32 nonce
    ) internal view returns (bytes memory) {
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash("Cash", "ReceiveWithAuthorization"),
                from,
                to,
                amount,
                0,
                validBefore,
                nonce
            )
        );
        return sign(from, digestOf(domainOf(address(cash)), structHash));
    }

    // --- money -----------------------------------------------------------------------------------

    function attest(Cash cash, uint96 amount) internal {
        uint40 asOf = uint40(time());
        if (treasury.reserveOf(address(cash)).asOf == asOf) {
            skip(1);
            asOf = uint40(time());
        }
        Intent memory intent = by(
            attestor,
            treasury,
            typeHash("Treasury", "AttestReserve"),
            abi.encode(cash, amount, asOf, bytes32("statement"))
        );
        treasury.attestReserve(cash, amount, asOf, "statement", intent);
    }

    /// @dev Puts money into an account the way it really gets there.
    function give(Cash cash, address to, uint96 amount) internal {
        Intent memory intent =
            by(issuer, treasury, typeHash("Treasury", "Deposit"), abi.encode(cash, to, amount));
        treasury.deposit(cash, to, amount, intent);
    }

    /// @dev Acts as the governor does after its delay.
    function govern(address target, bytes memory data) internal {
        vm.prank(timelock);
        (bool success, bytes memory reason) = target.call(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
    }

    function setRoles(address operator, uint256 roles) internal {
        govern(address(directory), abi.encodeCall(Directory.setRoles, (operator, roles)));
    }
}

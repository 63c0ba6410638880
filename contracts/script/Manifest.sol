// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {Vm} from "../test/base/Vm.sol";

/// @notice Follows deployment.json, the manifest that every deployer of the system follows, so that
/// there is one description of what is deployed where.
abstract contract Manifest {
    Vm private constant _vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    string private constant _RESOURCES = "src/main/resources/org/tongbao/contracts/";

    /// The three values that an operator chooses.
    struct Parameters {
        address founder;
        uint256 delaySeconds;
        address feeAccount;
    }

    error Manifest_DeploymentFailed(string name);
    error Manifest_Unresolved(string value);

    mapping(string name => address) private _deployed;

    /// @dev The address of a contract of the manifest, once deployed.
    function addressOf(string memory name) internal view returns (address) {
        return _deployed[name];
    }

    /// @dev Deploys what is not there yet, in the manifest's order, through the proxy.
    function deployAll(Parameters memory p) internal {
        string memory json = _vm.readFile(string.concat(_RESOURCES, "deployment.json"));
        address proxy = _vm.parseJsonAddress(json, ".proxy.address");
        bytes32 salt = _vm.parseJsonBytes32(json, ".salt");
        for (uint256 i = 0; _exists(json, _item(".contracts", i)); ++i) {
            string memory path = _item(".contracts", i);
            string memory name = _text(json, path, ".name");
            bytes memory code = bytes.concat(
                _creationCode(_text(json, path, ".artefact")),
                _arguments(json, string.concat(path, ".arguments"), p)
            );
            _deployed[name] = _deploy(proxy, salt, code, name);
        }
    }

    /// @dev The manifest's one call.
    function setUpCall(Directory.Grant[] memory grants, address feeAccount)
        internal
        view
        returns (bytes memory)
    {
        string memory json = _vm.readFile(string.concat(_RESOURCES, "deployment.json"));
        string[] memory names = _vm.parseJsonStringArray(json, ".calls[0].publications");
        Directory.Publication[] memory publications = new Directory.Publication[](names.length);
        for (uint256 i = 0; i < names.length; ++i) {
            publications[i] = Directory.Publication(bytes24(bytes(names[i])), _deployed[names[i]]);
        }
        return abi.encodeCall(Directory.setUp, (publications, grants, feeAccount));
    }

    /// @dev The code to deploy: the committed artefact's, unless a test wants the compiler's.
    function _creationCode(string memory artefact) internal view virtual returns (bytes memory) {
        string memory json = _vm.readFile(string.concat(_RESOURCES, artefact, ".json"));
        return _vm.parseJsonBytes(json, ".bytecode");
    }

    function _deploy(address proxy, bytes32 salt, bytes memory code, string memory name)
        private
        returns (address target)
    {
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), proxy, salt, keccak256(code)));
        target = address(uint160(uint256(hash)));
        if (target.code.length != 0) return target;
        (bool success,) = proxy.call(bytes.concat(salt, code));
        if (!success || target.code.length == 0) revert Manifest_DeploymentFailed(name);
    }

    /// @dev The constructor's arguments, ABI-encoded: a head of one word each, then the tails.
    function _arguments(string memory json, string memory path, Parameters memory p)
        private
        view
        returns (bytes memory encoded)
    {
        uint256 count = 0;
        while (_exists(json, _item(path, count))) ++count;
        bytes memory tail;
        for (uint256 i = 0; i < count; ++i) {
            string memory item = _item(path, i);
            bytes32 kind = keccak256(bytes(_text(json, item, ".type")));
            if (kind == keccak256("string") || kind == keccak256("address[]")) {
                encoded = bytes.concat(encoded, bytes32(32 * count + tail.length));
                tail = bytes.concat(
                    tail,
                    kind == keccak256("string")
                        ? _string(_text(json, item, ".value"))
                        : _addresses(json, string.concat(item, ".value"), p)
                );
            } else {
                encoded = bytes.concat(encoded, bytes32(_word(_text(json, item, ".value"), p)));
            }
        }
        encoded = bytes.concat(encoded, tail);
    }

    function _string(string memory text) private pure returns (bytes memory) {
        bytes memory encoded = abi.encode(text);
        bytes memory tail = new bytes(encoded.length - 32);
        for (uint256 i = 0; i < tail.length; ++i) {
            tail[i] = encoded[i + 32];
        }
        return tail;
    }

    function _addresses(string memory json, string memory path, Parameters memory p)
        private
        view
        returns (bytes memory encoded)
    {
        string[] memory values = _vm.parseJsonStringArray(json, path);
        encoded = abi.encode(values.length);
        for (uint256 i = 0; i < values.length; ++i) {
            encoded = bytes.concat(encoded, bytes32(_word(values[i], p)));
        }
    }

    function _word(string memory value, Parameters memory p) private view returns (uint256) {
        bytes memory text = bytes(value);
        if (text[0] == "0" && text.length == 42) return uint160(_vm.parseAddress(value));
        if (text[0] != "$") return _vm.parseUint(value);
        bytes32 name = keccak256(text);
        if (name == keccak256("$founder")) return uint160(p.founder);
        if (name == keccak256("$feeAccount")) return uint160(p.feeAccount);
        if (name == keccak256("$delaySeconds")) return p.delaySeconds;
        bytes memory contractName = new bytes(text.length - 1);
        for (uint256 i = 0; i < contractName.length; ++i) {
            contractName[i] = text[i + 1];
        }
        address target = _deployed[string(contractName)];
        if (target == address(0)) revert Manifest_Unresolved(value);
        return uint160(target);
    }

    function _item(string memory path, uint256 index) private pure returns (string memory) {
        return string.concat(path, "[", _vm.toString(index), "]");
    }

    function _exists(string memory json, string memory path) private view returns (bool) {
        return _vm.keyExistsJson(json, path);
    }

    function _text(string memory json, string memory path, string memory key)
        private
        pure
        returns (string memory)
    {
        return _vm.parseJsonString(json, string.concat(path, key));
    }
}

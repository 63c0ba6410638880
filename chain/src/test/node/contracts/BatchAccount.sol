// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What an account delegates to (EIP-7702) in order to make several calls at once.
contract BatchAccount {
    struct Call {
        address to;
        uint256 value;
        bytes data;
    }

    error NotTheAccount(address caller);

    event Executed(uint256 calls);

    /// @notice Makes the calls, all or none. Only the account itself may ask for them.
    function execute(Call[] calldata calls) external payable {
        require(msg.sender == address(this), NotTheAccount(msg.sender));
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool done, bytes memory result) = calls[i].to.call{value: calls[i].value}(calls[i].data);
            if (!done) {
                assembly ("memory-safe") {
                    revert(add(result, 32), mload(result))
                }
            }
        }
        emit Executed(calls.length);
    }

    receive() external payable {}
}

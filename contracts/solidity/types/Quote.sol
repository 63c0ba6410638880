// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The platform's word for terms: signed by a clerk as `Quote(Terms terms)`.
struct Quote {
    address clerk;
    bytes signature;
}

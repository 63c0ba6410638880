// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The Gregorian calendar year (UTC) of a Unix time.
library Years {
    /// @dev Counts in eras of 400 years (146,097 days) that begin on 1 March, so that the leap day
    /// is the last of its year; January and February belong to the next civil year.
    function yearOf(uint256 timestamp) internal pure returns (uint256) {
        uint256 day = timestamp / 1 days + 719_468; // since 0000-03-01
        uint256 era = day / 146_097;
        uint256 dayOfEra = day % 146_097;
        uint256 yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        return era * 400 + yearOfEra + (dayOfYear >= 306 ? 1 : 0);
    }
}

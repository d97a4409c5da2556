package dev.reelstate.testkit;

/**
 * What every {@link dev.reelstate.spi.VideoStore} keeps to: one test for each promise of the SPI. A
 * test class for a store implements this interface, opens a store before each test and closes it
 * after.
 */
public interface VideoStoreContract
    extends VideoCatalogContract,
        VideoDetailsContract,
        StoredTextContract,
        TaskClaimContract,
        TaskOrderContract,
        StepLimitContract,
        TaskReportContract,
        ExchangeContract,
        TaskFailureContract,
        NodeRegistryContract,
        EventLogContract,
        GroundTruthContract {}

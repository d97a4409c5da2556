package dev.reelstate.testkit.contract;

/**
 * The contract of {@link dev.reelstate.spi.VideoStore}: one test for each promise of the SPI. A
 * test class for a store implements this interface, opens a store before each test and closes it
 * afterwards.
 */
public interface VideoStoreContract
    extends VideoCatalogContract,
        VideoDetailsContract,
        PerVideoContract,
        StoredTextContract,
        TaskClaimContract,
        TaskOrderContract,
        StepLimitContract,
        TaskReportContract,
        ExchangeContract,
        TaskFailureContract,
        NodeRegistryContract,
        BacklogContract,
        HostStepContract,
        OperationsContract,
        EventLogContract,
        SetAsideContract,
        GroundTruthContract,
        EvaluationContract {}

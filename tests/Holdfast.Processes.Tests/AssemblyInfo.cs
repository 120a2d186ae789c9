// Each test starts processes; on a small machine more of them at once only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

using Xunit;

// libtorch uses every core by itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

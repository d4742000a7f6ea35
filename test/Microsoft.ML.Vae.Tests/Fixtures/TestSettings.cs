// libtorch uses every core by itself, and its count of live tensors is one for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

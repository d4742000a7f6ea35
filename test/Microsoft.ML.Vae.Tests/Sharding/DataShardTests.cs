using Microsoft.ML.Vae.Sharding;

namespace Microsoft.ML.Vae.Tests.Sharding;

public class DataShardTests
{
    [Theory]
    [InlineData("VAE_SHARD_INDEX=2 VAE_SHARD_COUNT=5", 2, 5)]
    [InlineData("JOB_COMPLETION_INDEX=0 VAE_SHARD_COUNT=3", 0, 3)]
    [InlineData("SLURM_ARRAY_TASK_ID=7 VAE_SHARD_COUNT=8 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=7", 7, 8)]   // submitted again
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=1", 1, 4)]
    [InlineData("VAE_SHARD_INDEX=1 VAE_SHARD_COUNT=2 JOB_COMPLETION_INDEX=0 SLURM_ARRAY_TASK_ID=9", 1, 2)]
    [InlineData("VAE_SHARD_INDEX= VAE_SHARD_COUNT=1", 0, 1)]
    [InlineData("", 0, 1)]
    public void FromEnvironment_SchedulersVariables_GiveTheShare(string variables, int index, int count)
    {
        Find(variables).ShouldBe(new DataShard(index, count));
    }

    [Theory]
    [InlineData("JOB_COMPLETION_INDEX=1", "JOB_COMPLETION_INDEX is set; set VAE_SHARD_COUNT as well, the number of shares.")]
    [InlineData("SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=3", "SLURM_ARRAY_TASK_ID is set; set VAE_SHARD_COUNT")]
    [InlineData("SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=2", "set VAE_SHARD_COUNT")]
    [InlineData("VAE_SHARD_INDEX=0", "VAE_SHARD_INDEX is set; set VAE_SHARD_COUNT")]
    [InlineData("VAE_SHARD_COUNT=2", "VAE_SHARD_COUNT is set, but none of VAE_SHARD_INDEX, JOB_COMPLETION_INDEX and SLURM_ARRAY_TASK_ID")]
    [InlineData("VAE_SHARD_INDEX=2 VAE_SHARD_COUNT=2", "VAE_SHARD_INDEX is 2, but there are 2 shares, counted from 0.")]
    [InlineData("VAE_SHARD_INDEX=-1 VAE_SHARD_COUNT=2", "VAE_SHARD_INDEX is '-1'; must be a whole number from 0.")]
    [InlineData("VAE_SHARD_INDEX=0 VAE_SHARD_COUNT=0", "VAE_SHARD_COUNT is '0'; must be a whole number from 1.")]
    [InlineData("VAE_SHARD_INDEX=0 VAE_SHARD_COUNT=two", "VAE_SHARD_COUNT is 'two'; must be a whole number")]
    [InlineData("JOB_COMPLETION_INDEX=1 SLURM_ARRAY_TASK_ID=1 VAE_SHARD_COUNT=4", "JOB_COMPLETION_INDEX and SLURM_ARRAY_TASK_ID are both set")]
    public void FromEnvironment_IncompleteVariables_AreNamed(string variables, string message)
    {
        Should.Throw<InvalidOperationException>(() => Find(variables)).Message.ShouldContain(message);
    }

    [Fact]
    public void FromEnvironment_ThisProcess_ReadsItsVariables()
    {
        try
        {
            Environment.SetEnvironmentVariable(DataShard.IndexVariable, "3");
            Environment.SetEnvironmentVariable(DataShard.CountVariable, "9");

            DataShard.FromEnvironment(ShardLayout.Blocks).ShouldBe(new DataShard(3, 9, ShardLayout.Blocks));
        }
        finally
        {
            Environment.SetEnvironmentVariable(DataShard.IndexVariable, null);
            Environment.SetEnvironmentVariable(DataShard.CountVariable, null);
        }
    }

    [Theory]
    [InlineData(0, 0, "count is 0; must be at least 1.")]
    [InlineData(-1, 3, "index is -1; must be in [0, 2].")]
    [InlineData(3, 3, "index is 3; must be in [0, 2].")]
    public void Constructor_NoShare_Refuses(int index, int count, string message)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DataShard(index, count)).Message.ShouldStartWith(message);
    }

    [Theory]
    [InlineData(ShardLayout.Strided, 0)]
    [InlineData(ShardLayout.Strided, 2)]
    [InlineData(ShardLayout.Strided, 7)]
    [InlineData(ShardLayout.Blocks, 0)]
    [InlineData(ShardLayout.Blocks, 2)]
    [InlineData(ShardLayout.Blocks, 6)]
    [InlineData(ShardLayout.Blocks, 7)]
    public void Of_AllShares_HoldEachItemOnce(ShardLayout layout, int items)
    {
        int[] numbers = [.. Enumerable.Range(0, items)];
        int[][] shares = [.. Enumerable.Range(0, 3).Select(i => new DataShard(i, 3, layout)).Select(shard => shard.Of(numbers).ToArray())];

        shares.SelectMany(share => share).Order().ShouldBe(numbers);
        (shares.Max(share => share.Length) - shares.Min(share => share.Length)).ShouldBeLessThan(2);
        shares.ShouldAllBe(share => share.SequenceEqual(share.Order()));
        if (layout == ShardLayout.Blocks)
            shares.SelectMany(share => share).ShouldBe(numbers);
    }

    [Fact]
    public void ToString_OfAShare_SaysWhich() => new DataShard(2, 8).ToString().ShouldBe("share 2 of 8");

    private static DataShard Find(string variables)
    {
        Dictionary<string, string> values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new ShardEnvironment(name => values.GetValueOrDefault(name)).Find(ShardLayout.Strided);
    }
}

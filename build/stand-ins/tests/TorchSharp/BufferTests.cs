using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Buffers of a user's own module.</summary>
public class BufferTests
{
    [Fact]
    public void RegisteredBuffers_AreInStateDict_AfterTheParameters_ButForNonPersistentOnes()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("codes", new Codebook()), ("head", nn.Linear(2, 1)));

        Assert.Equal(["codes.table", "head.weight", "head.bias", "codes.counts"], network.state_dict().Keys);
        Assert.Equal(["codes.counts"], network.named_buffers().Select(pair => pair.name));
        Assert.True(network.has_buffer("codes.scratch"));
    }

    [Fact]
    public void LoadStateDict_CopiesIntoTheSameBuffer()
    {
        using var scope = NewDisposeScope();
        using var module = new Codebook();
        var counts = module.Counts;

        module.load_state_dict(new() { ["table"] = zeros(3, 2), ["counts"] = tensor(new[] { 5L, 6, 7 }) });

        Assert.Same(counts, module.get_buffer("counts"));
        Assert.Equal([5L, 6, 7], counts.data<long>().ToArray());
        Assert.Throws<InvalidOperationException>(() => module.load_state_dict(new() { ["table"] = zeros(3, 2) }));
    }

    [Fact]
    public void To_TurnsFloatingBuffersOnly_AndDisposeTakesThem()
    {
        using var scope = NewDisposeScope();
        var module = new Codebook();
        module.register_buffer("mean", zeros(2));

        module.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, module.get_buffer("mean").dtype);
        Assert.Equal(ScalarType.Int64, module.get_buffer("counts").dtype);
        var (mean, counts) = (module.get_buffer("mean"), module.get_buffer("counts"));
        module.Dispose();
        Assert.True(mean.IsInvalid && counts.IsInvalid);
    }

    [Fact]
    public void RegisterBuffer_TwiceOrNothing_Throws()
    {
        using var scope = NewDisposeScope();
        using var module = new Codebook();

        Assert.Throws<InvalidOperationException>(() => module.register_buffer("counts", zeros(1)));
        Assert.Throws<ArgumentNullException>(() => module.register_buffer("none", null));
    }

    private sealed class Codebook : nn.Module<Tensor, Tensor>
    {
        public readonly Tensor Counts = zeros(3, dtype: ScalarType.Int64);

        public Codebook()
            : base(nameof(Codebook))
        {
            register_parameter("table", new Parameter(ones(3, 2)));
            register_buffer("counts", Counts);
            register_buffer("scratch", zeros(1), persistent: false);
        }

        public override Tensor forward(Tensor input) => input;
    }
}

using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

[Trait("trap", "7")]
public class BinarizingEngineTests
{
    [Fact]
    public void Step_SameBatchAgain_IsDrawnAnewInBlackAndWhite()
    {
        List<float[]> seen = Steps(seed: 1);

        seen.ShouldAllBe(batch => batch.All(value => value == 0 || value == 1));
        seen[1].ShouldNotBe(seen[0]);
    }

    [Fact]
    public void Step_SameSeed_SameDraws() => Steps(seed: 2).ShouldBe(Steps(seed: 2));

    private static List<float[]> Steps(ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(seed, CPU);
        var inner = new RecordingEngine();
        using var engine = new BinarizingEngine(inner, 12, noise);
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(20, 12));
        engine.Step(x, default);
        engine.Step(x, default);
        engine.ReadSums().Rows.ShouldBe(40);
        engine.ResetSums();
        engine.ReadSums().Rows.ShouldBe(0);
        engine.RestoreSums(new LossSums(1, 2, 30));
        engine.ReadSums().Rows.ShouldBe(30);
        return inner.Batches;
    }

    private sealed class RecordingEngine : ITrainingEngine
    {
        private long _rows;

        public List<float[]> Batches { get; } = [];

        public void Step(Tensor x, TrainingPosition position)
        {
            Batches.Add(TensorValues.ToArray(x));
            _rows += x.size(0);
        }

        public LossSums ReadSums() => new(0, 0, _rows);

        public void ResetSums() => _rows = 0;

        public void RestoreSums(LossSums sums) => _rows = sums.Rows;

        public void Dispose() { }
    }
}

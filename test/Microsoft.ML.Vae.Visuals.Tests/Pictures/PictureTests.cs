using Microsoft.ML.Data;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Pictures;

[Collection(nameof(DigitModel))]
public sealed class PictureTests(DigitModel model)
{
    [Fact]
    public void LatentPicture_OfALatent_IsWhatTheModelDecodesItTo()
    {
        float[] latent = [0.5f, -1, 0.25f, 2];
        IDataView decoded = model.Fitted.Interpolate(latent, latent, 2);
        float[] expected = decoded.GetColumn<float[]>("Reconstruction").First();

        Picture picture = model.Fitted.LatentPicture(latent);

        (picture.Width, picture.Height).ShouldBe((28, 28));
        for (int i = 0; i < expected.Length; i++)
            ((float)picture.Bgra[4 * i]).ShouldBe(expected[i], 0.51f);   // rounded to a byte
    }

    [Fact]
    public void ReconstructionPicture_OfTheData_TellsItsMeanError()
    {
        double error = model.Fitted.Evaluate(model.Test).SquaredErrorPerPixel;

        string text = model.Fitted.ReconstructionPicture(model.Test, 300).AlternativeText;

        text.ShouldBe(FormattableString.Invariant($"300 images over their reconstructions; the mean squared error per pixel is {error:F4}."));
    }

    [Fact]
    public void Pictures_OfEveryKind_AreDrawn()
    {
        Picture[] pictures =
        [
            model.Fitted.SamplePicture(10), model.Fitted.LatentGridPicture(steps: 4), model.Fitted.LatentGridPicture(model.Test, 3, 0, 2),
            model.Fitted.InterpolationPicture(model.Test, 3, 4), model.Fitted.TraversalPicture(model.Test),
            model.Fitted.NearestRowsPicture(model.Train, 2, 3), model.Fitted.HeatMapPicture(model.Test, 3),
            model.Fitted.SnapshotPicture(), model.Fitted.SnapshotPicture(SnapshotContent.Reconstructions),
        ];

        foreach (Picture picture in pictures)
        {
            using SKBitmap bitmap = SKBitmap.Decode(picture.ToPng());
            (bitmap.Width, bitmap.Height).ShouldBe((picture.Width, picture.Height));
            picture.AlternativeText.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void NearestRows_OfASample_AreThoseOfAnExhaustiveSearch()
    {
        float[] sample = ModelReader.Decode(model.Fitted, ModelReader.DrawLatents(model.Fitted, 1, 1), null)[0];
        double[] distances = [.. model.Train.GetColumn<byte[]>("Image")
            .Select(row => row.Zip(sample, (a, b) => (a - b) / 255.0 * ((a - b) / 255.0)).Sum() / sample.Length).Order()];

        (NearestRows.Neighbor[][] nearest, long rowCount) = NearestRows.Find(model.Fitted, model.Train, [sample], 3);

        rowCount.ShouldBe(900);
        for (int i = 0; i < 3; i++)
            nearest[0][i].Distance.ShouldBe(distances[i], 1e-5);   // in single precision
    }

    [Fact]
    public void InterpolationAnimation_OfRows_HasAFrameForEachStep()
    {
        Animation animation = model.Fitted.InterpolationAnimation(model.Test, rows: 3, steps: 5);

        animation.Frames.Count.ShouldBe(15);
        IReadOnlyList<byte[]> decoded = Pixels.Frames(animation.ToGif());
        decoded.Count.ShouldBe(15);
        decoded[7].ShouldBe(animation.Frames[7].Bgra.ToArray());
    }

    [Fact]
    public void SnapshotAnimation_OfAFit_HasAFrameForEachEpoch() =>
        Pixels.Frames(model.Fitted.SnapshotAnimation().ToGif()).Count.ShouldBe(6);

    [Fact]
    public void Snapshots_OfALoadedModel_SayWhyThereAreNone()
    {
        using VaeTransformer loaded = model.Load();

        Should.Throw<InvalidOperationException>(() => loaded.SnapshotPicture()).Message.ShouldStartWith("The history has no snapshots");
    }

    [Fact]
    public void LatentWalk_OnAnArc_KeepsTheLength()
    {
        float[][] walk = LatentWalk.Between([3, 0, 0], [0, 3, 0], 5, InterpolationPath.Spherical);

        walk.Length.ShouldBe(5);
        foreach (float[] latent in walk)
            Math.Sqrt(latent.Sum(value => value * value)).ShouldBe(3, 1e-5);
        walk[2][0].ShouldBe(walk[2][1], 1e-5f);
    }

    [Fact]
    public void Quantiles_OfTheNormalDistribution_AreThoseOfTables()
    {
        Quantiles.Normal(0.975).ShouldBe(1.959963984540054, 1e-9);
        Quantiles.Normal(0.5).ShouldBe(0, 1e-9);
        Quantiles.Normal(0.001).ShouldBe(-3.090232306167813, 1e-9);
    }
}

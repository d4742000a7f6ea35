using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Training;
using SkiaSharp;
using static System.FormattableString;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>Chooses how to fit a folder of images.</summary>
internal static class ImageJob
{
    private const string Image = nameof(Image);
    private const string File = nameof(File);
    private const int LargestSide = 64;
    private const int MostNamed = 20;
    private const int FewImages = 100;
    private const int LatentsOfFew = 8;

    /// <summary>Of the epochs that suit the number of images: convolutions take minutes, and a user waits for a first model.</summary>
    private const double QuickShare = 0.3;

    /// <exception cref="InputException">Files are broken and must not be skipped, or none is left.</exception>
    public static TrainingJob Create(
        MLContext context, Terminal terminal, ImageFolder folder, TrainSettings settings, CancellationToken cancellation)
    {
        if (settings.Rows is { } rows)
            folder = folder.Take(rows);
        var sizes = ImageSurvey.ReadSizes(folder);
        terminal.Line($"{folder.Path}: {Count(folder.Files.Count, "image file")}{Sizes(sizes)}{Classes(folder)}");
        var files = Loading(settings, sizes);
        var survey = ImageSurvey.Run(folder, files, cancellation);
        folder = Check(terminal, folder, survey, settings.SkipInvalid);
        var view = settings.Condition is null ? folder.Load(context, folder.Files, File) : folder.LoadClasses(context, File);
        return Create(context, settings, sizes, files, survey.IsGrey, folder.Files.Count, view) with { Images = survey.Images };
    }

    /// <summary>Of a binary column, whose first images tell what they are like.</summary>
    /// <exception cref="InputException">They are no images.</exception>
    public static TrainingJob Create(MLContext context, Terminal terminal, ParquetImages images, TrainSettings settings)
    {
        var view = images.Load(context, File, settings.Condition);
        var sample = ImageSample.Read(context, view, File);
        if (sample.Sizes.Length == 0)
            throw new InputException($"Column '{images.Column}' of '{images.Path}' is binary, but its first rows hold no image.");
        var sizes = Sizes(sample.Sizes);
        terminal.Line($"{images.Path}: {images.Count} images in column '{images.Column}'{sizes}, judging by the first {sample.Count}");
        if (settings.Rows is { } rows)
            view = context.Data.TakeRows(view, rows);
        var count = (int)Math.Min(Math.Min(images.Count, settings.Rows ?? int.MaxValue), int.MaxValue);
        return Create(context, settings, sample.Sizes, Loading(settings, sample.Sizes), sample.IsGrey, count, view);
    }

    private static ImageFileOptions Loading(TrainSettings settings, SKSizeI[] sizes)
    {
        var size = settings.Size ?? SizeFor(sizes);
        return new ImageFileOptions
        {
            OutputColumnName = Image,
            InputColumnName = File,
            ImageWidth = size.Width,
            ImageHeight = size.Height,
            Resizing = ImageResizingEstimator.ResizingKind.IsoCrop,
            OnInvalidFile = InvalidFileBehavior.Missing,
        };
    }

    private static TrainingJob Create(
        MLContext context, TrainSettings settings, SKSizeI[] sizes, ImageFileOptions files, bool isGrey, int count, IDataView data)
    {
        var size = new SKSizeI(files.ImageWidth, files.ImageHeight);
        var channels = settings.Channels ?? (isGrey ? 1 : 3);
        var latents = settings.LatentDimension ?? (count < FewImages ? LatentsOfFew : VaeDefaults.LatentDimension);
        var (network, networkText) = NetworkFor(settings, size);
        var options = settings.ToOptions() with
        {
            InputColumnName = Image,
            Image = new ImageLayout(size.Height, size.Width, channels),
            Network = network,
            Likelihood = settings.Likelihood ?? Likelihood.Bernoulli,
            LatentDimension = latents,
            OnInvalidTrainingRow = InvalidRowBehavior.Skip,
            OnInvalidRow = InvalidInputBehavior.Missing,
        };
        var thorough = TrainingPlan.Choose(options, count);
        var isQuick = settings.Epochs is null && settings.Dense is null;
        if (isQuick)
            options = options with { Epochs = (int)Math.Max(1, Math.Round(QuickShare * thorough.Epochs)) };
        return new TrainingJob(
            data, context.Transforms.LoadAndResizeImages(files), options,
            [
                Invariant($"images of {size.Width} x {size.Height} pixels{Reason(settings.Size is null, sizes, size)} (--size)"),
                channels == 1
                    ? $"1 channel: {(settings.Channels is null ? "all images are grey" : "grey, as asked for")} (--channels)"
                    : $"3 channels: {(settings.Channels is null ? "there are colors" : "color, as asked for")} (--channels)",
                networkText,
                $"likelihood {options.Likelihood}{(settings.Likelihood is null ? ", which suits pixels" : "")} (--likelihood)",
                Invariant($"{Count(latents, "latent dimension")}{(latents == LatentsOfFew ? ", for few images" : "")} (--latent)"),
                .. isQuick
                    ? (string[])[Invariant($"{options.Epochs} epochs, for a quick first model (thorough: --epochs {thorough.Epochs})")]
                    : [],
            ]);
    }

    /// <summary>Small images stay as they are; others get sides of at most 64 pixels, square if their shapes differ.</summary>
    private static SKSizeI SizeFor(SKSizeI[] sizes)
    {
        if (sizes is not [var only])
            return new SKSizeI(LargestSide, LargestSide);
        var scale = Math.Min(1, (double)LargestSide / Math.Max(only.Width, only.Height));
        return new SKSizeI(Math.Max(1, (int)Math.Round(only.Width * scale)), Math.Max(1, (int)Math.Round(only.Height * scale)));
    }

    private static (Network Network, string Text) NetworkFor(TrainSettings settings, SKSizeI size)
    {
        if (settings.Dense is { } sizes)
            return (Network.FullyConnected(sizes), $"dense network of {string.Join(", ", sizes)}, as asked for (or --conv)");
        if (settings.Convolutional || size is { Width: >= 8, Height: >= 8 })
            return (settings.Convolutional ? Network.Convolutional() : Network.Auto, "convolutional network (--dense for a dense one)");
        return (Network.Auto, "dense network, as the images are below 8 pixels (--conv for a convolutional one)");
    }

    private static ImageFolder Check(Terminal terminal, ImageFolder folder, ImageSurvey survey, bool skips)
    {
        if (survey.Faults.Count == 0)
            return folder;
        var left = folder.Files.Count - survey.Faults.Count;
        var lines = survey.Faults.Take(MostNamed).Select(fault => $"  {fault.Key}: {fault.Value}")
            .Concat(survey.Faults.Count > MostNamed ? [Invariant($"  and {survey.Faults.Count - MostNamed} more")] : []);
        var broken = string.Join(Environment.NewLine, [$"{Count(survey.Faults.Count, "file")} cannot be loaded:", .. lines]);
        if (left == 0)
            throw new InputException($"No image is left: {broken}");
        if (!skips)
            throw new InputException($"{broken}{Environment.NewLine}Repair or remove them, or skip them with --skip-invalid.");
        terminal.Line($"skipped: {broken}");
        return folder.Without(survey.Faults.Keys);
    }

    private static string Sizes(SKSizeI[] sizes) => sizes switch
    {
        [] => "",
        [var only] => Invariant($" of {only.Width} x {only.Height} pixels"),
        _ => Invariant($" of {sizes.Length} sizes, from {Text(sizes.MinBy(Pixels))} to {Text(sizes.MaxBy(Pixels))} pixels"),
    };

    private static string Classes(ImageFolder folder) => folder.HasClasses ? ", whose folders count as classes" : "";

    private static string Reason(bool isChosen, SKSizeI[] sizes, SKSizeI size)
    {
        if (!isChosen)
            return ", as asked for";
        if (sizes is [var only])
            return only == size ? ", as they are" : ", of the same shape";
        return ": their centers, as their shapes differ";
    }

    private static string Text(SKSizeI size) => Invariant($"{size.Width} x {size.Height}");

    private static long Pixels(SKSizeI size) => (long)size.Width * size.Height;

    private static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}

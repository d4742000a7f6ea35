using Microsoft.ML.Vae.Inputs;
using SkiaSharp;

namespace Microsoft.ML.Vae.Images;

/// <summary>Loads the files of one cursor, or of single rows, and remembers those that it cannot load.</summary>
internal sealed class ImageFiles(IHost host, ImageFileOptions options)
{
    private const int MostNamed = 10;

    private readonly Canvas _canvas = new(options.ImageWidth, options.ImageHeight, options.BackgroundColor, options.Grayscale);
    private readonly ImagePressure _pressure = new();
    private readonly List<string> _firstFaults = [];
    private long _faultCount;
    private long _lastFault = -1;

    /// <summary>The image, or null if it cannot be loaded and that is allowed.</summary>
    /// <param name="path">Its path, as the column has it.</param>
    /// <param name="position">Its row's position.</param>
    public MLImage? Load(string path, long position)
    {
        string file = string.IsNullOrWhiteSpace(options.ImageFolder) ? path : Path.Combine(options.ImageFolder, path);
        MLImage? image = Load(() => ImageFile.Read(file, options, _canvas), $"file '{file}'", position);
        if (image is not null)
            image.Tag = file;
        return image;
    }

    /// <summary>The image, or null if it cannot be decoded and that is allowed.</summary>
    /// <param name="content">The bytes of a file.</param>
    /// <param name="position">Its row's position.</param>
    public MLImage? Load(VBuffer<byte> content, long position) => Load(
        () =>
        {
            using SKData file = SKData.CreateCopy(content.IsDense ? content.GetValues() : content.DenseValues().ToArray());
            ImageFile.Read(file, options, _canvas);
        },
        FormattableString.Invariant($"the file in row {position}"), position);

    /// <summary>Warns of the files that could not be loaded, once.</summary>
    public void Report()
    {
        if (_faultCount == 0)
            return;
        using IChannel channel = host.Start("Transform");
        channel.Warning(MessageSensitivity.UserData, FormattableString.Invariant(
            $"Column '{options.OutputColumnName}': {_faultCount} images are missing: ")
            + string.Join("; ", _firstFaults) + (_faultCount > _firstFaults.Count ? "; …" : ""));
        _faultCount = 0;
    }

    private MLImage? Load(Action draw, string file, long position)
    {
        host.CheckAlive();
        try
        {
            draw();
            MLImage image = _canvas.ToImage();
            _pressure.Add(image);
            return image;
        }
        catch (InvalidDataException e)
        {
            string fault = $"{file} cannot be loaded: {e.Message}";
            if (options.OnInvalidFile == InvalidFileBehavior.Throw)
                throw host.Except(e, $"Column '{options.OutputColumnName}': {fault}");
            Count(fault, position);
            return null;
        }
        catch (Exception e) when (SkiaSharpMismatch.Remedy(e) is { } remedy)
        {
            throw host.Except(e, remedy);
        }
    }

    // A row's image may be read more than once.
    private void Count(string fault, long position)
    {
        if (position == _lastFault)
            return;
        _lastFault = position;
        _faultCount++;
        if (_firstFaults.Count < MostNamed)
            _firstFaults.Add(fault);
    }
}

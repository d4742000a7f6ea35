namespace Microsoft.ML.Vae.Gallery;

/// <summary>Trains the models and runs the code of the page.</summary>
internal static class GalleryRun
{
    /// <param name="rooms">What to draw.</param>
    /// <param name="folder">Where the files go. While it runs, it is the current one of the process.</param>
    /// <param name="size">How much to train.</param>
    /// <param name="output">Gets the names and sizes of the files.</param>
    public static void Draw(IReadOnlyList<Room> rooms, string folder, GallerySize size, TextWriter output)
    {
        var context = new MLContext(seed: 1);
        (IDataView train, IDataView test) = Digits.Generate(context, size);
        string before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder);
        try
        {
            foreach (Room room in rooms)
            {
                IDataView rows = room.Train(context, train);
                VaeOptions options = room.Options with { Epochs = size.Epochs ?? room.Options.Epochs };
                using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(rows);
                foreach (Exhibit exhibit in room.Exhibits)
                {
                    exhibit.Draw(model, test);
                    output.WriteLine(FormattableString.Invariant($"{new FileInfo(exhibit.File).Length,8:N0} bytes  {exhibit.File}"));
                }
            }
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }
}

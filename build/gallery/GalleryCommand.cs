using System.CommandLine;
using System.Diagnostics;

namespace Microsoft.ML.Vae.Gallery;

/// <summary>The command line: where the page and its pictures go.</summary>
internal static class GalleryCommand
{
    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output)
    {
        var folder = new Option<string>("--output")
        {
            Description = "The folder for 'gallery.md' and the folder 'gallery' of its pictures.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "docs",
        };
        var command = new RootCommand("Draws one of each picture, of digits that it generates, and writes the page that shows them.")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var watch = Stopwatch.StartNew();
            Write(parsed.GetValue(folder)!, output);
            output.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:F1} s"));
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { Output = output });
    }

    private static void Write(string folder, TextWriter output)
    {
        string page = Path.GetFullPath(Path.Combine(folder, "gallery.md")), pictures = Path.ChangeExtension(page, null);
        Directory.CreateDirectory(pictures);
        foreach (string old in Directory.EnumerateFiles(pictures))
            File.Delete(old);
        GalleryRun.Draw(Rooms.All, pictures, new GallerySize(), output);
        File.WriteAllText(page, GalleryPage.Of(Rooms.All));
    }
}

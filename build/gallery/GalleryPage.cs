using System.Globalization;
using System.Text;

namespace Microsoft.ML.Vae.Gallery;

/// <summary>The page in Markdown.</summary>
internal static class GalleryPage
{
    private const string Introduction = """
        # Gallery

        One of each picture, with the code that makes it; [visuals.md](visuals.md) describes them all. `model` is a fitted
        `VaeTransformer`, and `digits` a data view with a column of pixels and one of labels: digits of 28 × 28 pixels that a program has
        drawn, 12,000 to train on and 2,000 others to show. `dotnet run --project build/gallery -c Release` trains the models, runs the
        code and generates this page; do not edit it by hand.

        """;

    public static string Of(IReadOnlyList<Room> rooms)
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (Room room in rooms)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {room.Title}\n\n{room.Text}\n\n");
            AppendCode(page, $"model = mlContext.Transforms.VariationalAutoencoder({SourceText.Unindented(room.Source)}).Fit(rows);");
            foreach (Exhibit exhibit in room.Exhibits)
                Append(page, exhibit);
        }
        page.Append(Tutorials.Section(rooms));
        return page.ToString();
    }

    private static void Append(StringBuilder page, Exhibit exhibit)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### {exhibit.Title}\n\n{exhibit.Caption}\n\n");
        AppendCode(page, exhibit.Code);
        page.Append(CultureInfo.InvariantCulture, $"\n![{exhibit.Title}](gallery/{exhibit.File})\n");
    }

    private static void AppendCode(StringBuilder page, string code) =>
        page.Append(CultureInfo.InvariantCulture, $"<!-- fragment -->\n```csharp\n{code}\n```\n");
}

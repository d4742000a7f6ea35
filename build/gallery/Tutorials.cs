using System.Globalization;
using System.Text;

namespace Microsoft.ML.Vae.Gallery;

/// <summary>The pictures of five tutorials, and those of the page that show the same.</summary>
internal static class Tutorials
{
    private const string Technion = "Technion EE 046202, tutorial 09";
    private const string VanDeKleut = "Van de Kleut, *Variational AutoEncoders (VAE) with PyTorch*";
    private const string Raschka = "Raschka, lecture on a VAE for MNIST";
    private const string Others = "Bronzo and Yip, or AIT *Programming for Data Science* 9.8";

    private static readonly (string Tutorial, string Picture, string File)[] _pictures =
    [
        (Technion, "loss of each epoch", "losses.png"),
        (Technion, "samples", "samples.png"),
        (Technion, "ten steps from one digit to another", "interpolation-straight.png"),
        (Technion, "t-SNE map of the codes, with a legend of the digits", "tsne.png"),
        (VanDeKleut, "codes of two dimensions, coloured by digit", "latents.png"),
        (VanDeKleut, "the decoded plane", "grid.png"),
        (VanDeKleut, "interpolation in a row", "interpolation-straight.png"),
        (VanDeKleut, "interpolation as a GIF", "interpolation.gif"),
        (Raschka, "losses: reconstruction, KL divergence, both", "losses.png"),
        (Raschka, "originals over reconstructions", "reconstructions.png"),
        (Raschka, "codes of two dimensions, coloured by digit", "latents.png"),
        (Raschka, "samples", "samples.png"),
        (Others, "samples after each epoch", "samples-by-epoch.png"),
        (Others, "reconstructions after each epoch", "reconstructions-by-epoch.png"),
        (Others, "histogram of each latent dimension", "histograms.png"),
        (Others, "traversals", "traversals.png"),
    ];

    public static string Section(IEnumerable<Room> rooms)
    {
        var exhibits = rooms.SelectMany(room => room.Exhibits).ToDictionary(exhibit => exhibit.File);
        var section = new StringBuilder("\n## The pictures of five tutorials\n\n| tutorial | picture | here | code |\n|---|---|---|---|\n");
        foreach ((string tutorial, string picture, string file) in _pictures)
        {
            string code = exhibits[file].Code.Replace(SourceText.NewLine, "", StringComparison.Ordinal);
            section.Append(CultureInfo.InvariantCulture, $"| {tutorial} | {picture} | [{file}](gallery/{file}) | `{code}` |\n");
        }
        return section.ToString();
    }
}

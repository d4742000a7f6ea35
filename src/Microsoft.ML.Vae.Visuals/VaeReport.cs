using System.Text;
using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Report;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>A report of a model in one file.</summary>
public static class VaeReport
{
    /// <summary>
    /// Writes a report as one HTML file that needs neither network nor script: what was trained on what, the verdict of the health check
    /// with advice, metrics on the data, every chart and picture that applies, the epochs, and how to load the model. What cannot be shown
    /// is listed with the reason. The file is written atomically.
    /// </summary>
    /// <param name="transformer">The model, as it was fitted or loaded; a loaded one has no snapshots.</param>
    /// <param name="path">The path, in an existing folder.</param>
    /// <param name="data">Rows with the input column that the model has not seen, such as test data; all are read, several times.</param>
    /// <param name="options">What to show. Default: null, the defaults.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or one cannot be used.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveHtmlReport(this VaeTransformer transformer, string path, IDataView data, ReportOptions? options = null) =>
        Files.Write(path, Encoding.UTF8.GetBytes(ToHtmlReport(transformer, data, options)));

    /// <summary>The same as the text of the file.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column.</param>
    /// <param name="options">What to show. Default: null, the defaults.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or one cannot be used.</exception>
    public static string ToHtmlReport(this VaeTransformer transformer, IDataView data, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        ArgumentNullException.ThrowIfNull(data);
        return HtmlReport.Write(transformer, data, options ?? new ReportOptions());
    }
}

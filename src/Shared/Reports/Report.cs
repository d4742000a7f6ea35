using System.Globalization;
using Spectre.Console;

namespace Microsoft.ML.Vae.Shared.Reports;

/// <summary>What the program tells its user, in plain lines; numbers look the same in every culture.</summary>
internal sealed class Report(IAnsiConsole console)
{
    public IAnsiConsole Console => console;

    public void Line(FormattableString text) => console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

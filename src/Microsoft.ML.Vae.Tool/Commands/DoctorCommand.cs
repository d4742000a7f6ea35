using System.CommandLine;
using Microsoft.ML.Vae.Tool.Checkup;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>Says whether this machine can train, and why not.</summary>
internal sealed class DoctorCommand : ToolCommand
{
    private readonly Option<bool> _json = CommandArguments.Json();

    public DoctorCommand(Terminal terminal) : base(
        terminal, "doctor", "Says whether everything works on this machine, and if not, why. Fails if something does not.",
        "vae doctor", "vae doctor --json")
    {
        Add(_json);
    }

    protected override int Run(ParseResult result)
    {
        Finding[] findings = [.. Doctor.Examine(new MLContext())];
        var isGood = findings.All(finding => finding.IsGood != false);
        if (result.GetValue(_json))
        {
            Terminal.Json(new { isGood, findings });
        }
        else
        {
            foreach (var finding in findings)
                Terminal.Line($"{Mark(finding),-4} {finding.Name,-12} {finding.Detail}");
        }
        return isGood ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Mark(Finding finding) => finding.IsGood switch
    {
        true => "ok",
        false => "BAD",
        null => "",
    };
}

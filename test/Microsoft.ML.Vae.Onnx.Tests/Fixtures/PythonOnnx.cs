using System.Diagnostics;

namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>The checker of ONNX's own Python package, of a system that has it (Debian: python3-onnx).</summary>
internal static class PythonOnnx
{
    private const string Python = "/usr/bin/python3";

    public static string? SkipReason { get; } = Run("import onnx") is null ? null : $"{Python} has no package onnx (Debian: python3-onnx).";

    /// <summary>What the checker says against files; null: nothing.</summary>
    public static string? Check(string folder) => Run($$"""
        import onnx, glob
        for path in sorted(glob.glob({{'"' + folder + '"'}} + "/*.onnx")):
            onnx.checker.check_model(path, full_check=True)
        """);

    private static string? Run(string code)
    {
        if (!File.Exists(Python))
            return "There is no Python.";
        var start = new ProcessStartInfo(Python) { RedirectStandardError = true, ArgumentList = { "-c", code } };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors;
    }
}

/// <summary>A test that is skipped where there is no such checker.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonOnnxFactAttribute : FactAttribute
{
    public PythonOnnxFactAttribute() => Skip = PythonOnnx.SkipReason;
}

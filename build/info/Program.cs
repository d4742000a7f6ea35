using System.Diagnostics;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

// A product makes sure that the BLAS is loaded before the modules are listed.
using Tensor square = ones(64, 64);
using Tensor product = mm(square, square);

string[] libraries = [.. Process.GetCurrentProcess().Modules.Cast<ProcessModule>()
    .Select(module => module.FileName)
    .Where(path => Regex.IsMatch(Path.GetFileName(path), "openblas|mkl|blis|atlas|libblas", RegexOptions.IgnoreCase))
    .OrderBy(path => Path.GetFileName(path).StartsWith("libblas", StringComparison.Ordinal))];
string blas = libraries.FirstOrDefault() ?? "the one built into libtorch";
Console.WriteLine($"torch threads: {get_num_threads()} (of {Environment.ProcessorCount} cores); BLAS: {blas}");

using Microsoft.ML.Vae.Bench;

return VariantProcess.IsChild(args)
    ? VariantProcess.Run(args, Suite.Comparisons)
    : BenchCommand.Run(args, Suite.Comparisons, VariantProcess.Measure, Console.Out, Console.Error);

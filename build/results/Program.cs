using Microsoft.ML.Vae.Results;

return ResultsCommand.Run(args, Section.All, Console.Out, Console.Error);

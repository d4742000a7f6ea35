using Microsoft.ML.Vae.Samples.Commands;
using Spectre.Console;

return SampleApp.Run(args, AnsiConsole.Console, Console.Error);

using Microsoft.ML.Vae.Samples.Commands;
using Spectre.Console;

return CommandLine.Run(args, AnsiConsole.Console, Console.Error);

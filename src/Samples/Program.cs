using Microsoft.ML.Vae.Samples;
using Spectre.Console;

return SampleApp.Run(args, AnsiConsole.Console, Console.Error);

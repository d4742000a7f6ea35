using Microsoft.ML.Vae.Tool;
using Spectre.Console;

QuietTorch.Begin();
return ToolApp.Run(args, AnsiConsole.Console, Console.Error);

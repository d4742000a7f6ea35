using Microsoft.ML.Vae.Tool;
using Spectre.Console;

return ToolApp.Run(args, AnsiConsole.Console, Console.Error);

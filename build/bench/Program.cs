using System.CommandLine;
using Microsoft.ML.Vae.Bench;

var rounds = new Option<int>("--rounds") { Description = "How often each contender trains each network.", DefaultValueFactory = _ => 7 };
var epochs = new Option<int>("--epochs")
{
    Description = "Passes over the rows in one timing; reading them from the data view happens once and weighs less with more epochs.",
    DefaultValueFactory = _ => 3,
};
var rows = new Option<int>("--rows") { Description = "Images, at most 60,000.", DefaultValueFactory = _ => 60_000 };
var command = new RootCommand("Training rows per second of Fit, and of the same loop in PyTorch if installed.") { rounds, epochs, rows };
command.SetAction(parsed => Benchmark.Run(parsed.GetValue(rounds), parsed.GetValue(epochs), parsed.GetValue(rows)));
return command.Parse(args).Invoke();

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>
/// A program that fits twice and loads a model in between. For each it prints its name, and then "done" or its exceptions from the outermost in:
/// type, a bar, the message on one line.
/// </summary>
internal static class FirstUseProcess
{
    public const string Done = "done";

    public static readonly string[] Uses = ["first fit", "load", "second fit"];

    public static void Run(string model)
    {
        Use(Uses[0], () => TestOptions.Tiny.Fit(TestImages.View(20)).Dispose());
        Use(Uses[1], () => (new MLContext().Model.Load(model, out DataViewSchema _) as IDisposable)!.Dispose());
        Use(Uses[2], () => TestOptions.Tiny.Fit(TestImages.View(20)).Dispose());
    }

    private static void Use(string name, Action action)
    {
        Console.WriteLine(name);
        try
        {
            action();
            Console.WriteLine(Done);
        }
        catch (Exception exception)
        {
            for (Exception? e = exception; e is not null; e = e.InnerException)
                Console.WriteLine($"{e.GetType().FullName}|{e.Message.ReplaceLineEndings(" ")}");
        }
    }
}

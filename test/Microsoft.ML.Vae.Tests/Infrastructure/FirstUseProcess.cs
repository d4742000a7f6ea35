using Microsoft.ML.Vae.Tests.Estimator;
using Microsoft.ML.Vae.Tests.Mapping;

namespace Microsoft.ML.Vae.Tests.Infrastructure;

/// <summary>A program that fits twice, and prints for each fit "fitted" or its exceptions from the outermost in: type, a bar, the message on one line.</summary>
internal static class FirstUseProcess
{
    public const string Fitted = "fitted";

    public static void Run()
    {
        for (int fit = 0; fit < 2; fit++)
        {
            Console.WriteLine($"fit {fit}");
            try
            {
                TinyOptions.Create().FitTo(Pictures.View(20)).Dispose();
                Console.WriteLine(Fitted);
            }
            catch (Exception exception)
            {
                for (Exception? e = exception; e is not null; e = e.InnerException)
                    Console.WriteLine($"{e.GetType().FullName}|{e.Message.ReplaceLineEndings(" ")}");
            }
        }
    }
}

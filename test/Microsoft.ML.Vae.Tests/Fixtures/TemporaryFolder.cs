namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>An empty folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-tests-");

    public string FullName => _folder.FullName;

    public string this[string name] => Path.Combine(FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}

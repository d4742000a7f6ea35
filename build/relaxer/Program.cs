using Relaxing;

bool onlyIfNeeded = args is ["--if-needed", ..];
string[] paths = onlyIfNeeded ? args[1..] : args;
if (paths.Length != 2)
{
    Console.Error.WriteLine("usage: Relaxer [--if-needed] <library> <copy>");
    return 2;
}

try
{
    // Without a copy the build goes on with the original.
    if (onlyIfNeeded && LibstdcxxRequirement.IsMetHere())
        return 0;
    byte[] image = File.ReadAllBytes(paths[0]);
    if (!LibstdcxxRequirement.Relax(image))
        return 0;
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(paths[1]))!);
    File.WriteAllBytes(paths[1], image);
    File.SetLastWriteTimeUtc(paths[1], File.GetLastWriteTimeUtc(paths[0]));
    Console.WriteLine($"{Path.GetFileName(paths[1])}: no longer requires {LibstdcxxRequirement.Version}, so that it loads on Debian 12 and Ubuntu 22.04.");
    return 0;
}
catch (BadImageFormatException exception)
{
    Console.Error.WriteLine($"Relaxer : error VAE0004: {paths[0]}: {exception.Message}");
    return 1;
}

using Publicizing;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: Publicizer <assembly> <copy> <list of names, one a line>");
    return 2;
}

var names = new WantedNames(File.ReadLines(args[2]));
byte[] copy = PublicizedCopy.Make(File.ReadAllBytes(args[0]), names);
foreach (string name in names.Missing)
    Console.Error.WriteLine($"Publicizer : error VAE0001: {args[0]} has no '{name}', which this library reaches by name. "
        + "Is this version of the assembly supported? The names are listed in Publicize.items.");
if (names.Missing.Count > 0)
    return 1;

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
File.WriteAllBytes(args[1], copy);
return 0;

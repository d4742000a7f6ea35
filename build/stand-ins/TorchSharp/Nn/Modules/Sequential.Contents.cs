#nullable disable
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Sequential
{
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
    {
        var seen = new HashSet<nint> { 0 };
        foreach (var (item, module) in recurse ? _items : [])
        {
            foreach (var (name, parameter) in ((nn.Module)module).named_parameters(true))
            {
                if (seen.Add(parameter.handle))
                    yield return ($"{item}.{name}", parameter);
            }
        }
    }

    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true)
    {
        var seen = new HashSet<nint> { 0 };
        foreach (var (item, module) in recurse ? _items : [])
        {
            foreach (var (name, buffer) in ((nn.Module)module).named_buffers(true, include_persistent))
            {
                if (seen.Add(buffer.handle))
                    yield return ($"{item}.{name}", buffer);
            }
        }
    }

    public override IEnumerable<(string name, nn.Module module)> named_children()
        => _items.Select(item => (item.name, (nn.Module)item.module));

    public override IEnumerable<(string name, nn.Module module)> named_modules()
    {
        foreach (var child in named_children())
            yield return child;
        foreach (var (item, child) in named_children())
        {
            foreach (var (name, module) in child.named_modules())
                yield return ($"{item}.{name}", module);
        }
    }
}

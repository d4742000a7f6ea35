#nullable disable
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<Parameter> parameters(bool recurse = true)
                => named_parameters(recurse).Select(pair => pair.parameter);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                // A disposed parameter has the handle 0 and is passed over.
                var seen = new HashSet<nint> { 0 };
                foreach (var (name, parameter) in _internal_params)
                {
                    if (seen.Add(parameter.handle))
                        yield return (name, parameter);
                }
                if (!recurse)
                    yield break;
                foreach (var (module, child) in _internal_submodules)
                {
                    foreach (var (name, parameter) in child.named_parameters(true))
                    {
                        if (seen.Add(parameter.handle))
                            yield return ($"{module}.{name}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
                => named_buffers(recurse, include_nonpersistent).Select(pair => pair.buffer);

            // The original passes over a module's own non-persistent buffers whatever is asked.
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint> { 0 };
                foreach (var (name, (buffer, persistent)) in _internal_buffers)
                {
                    if (persistent && seen.Add(buffer.handle))
                        yield return (name, buffer);
                }
                if (!recurse)
                    yield break;
                foreach (var (module, child) in _internal_submodules)
                {
                    foreach (var (name, buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer.handle))
                            yield return ($"{module}.{name}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Module> children() => named_children().Select(pair => pair.module);

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var pair in _internal_submodules)
                    yield return pair;
                foreach (var (module, child) in _internal_submodules)
                {
                    foreach (var (name, descendant) in child.named_modules())
                        yield return ($"{module}.{name}", descendant);
                }
            }

            public virtual bool has_parameter(string target)
                => _internal_params.ContainsKey(target) || InChild(target).Any(pair => pair.child.has_parameter(pair.rest));

            public virtual bool has_buffer(string target)
                => _internal_buffers.ContainsKey(target) || InChild(target).Any(pair => pair.child.has_buffer(pair.rest));

            public virtual Parameter get_parameter(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return _internal_params.TryGetValue(target, out var parameter)
                    ? parameter
                    : InChild(target).Select(pair => pair.child.get_parameter(pair.rest)).FirstOrDefault(found => found is not null);
            }

            public virtual Tensor get_buffer(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return _internal_buffers.TryGetValue(target, out var buffer)
                    ? buffer.Item1
                    : InChild(target).Select(pair => pair.child.get_buffer(pair.rest)).FirstOrDefault(found => found is not null);
            }

            private IEnumerable<(Module child, string rest)> InChild(string target)
            {
                var dot = target.IndexOf('.');
                return dot < 0
                    ? []
                    : named_children().Where(pair => pair.name == target[..dot]).Select(pair => (pair.module, target[(dot + 1)..]));
            }
        }
    }
}

#nullable disable
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Sequential Sequential()
        {
            InitializeDeviceType(DeviceType.CPU);
            return new Sequential();
        }

        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => Filled(modules);

        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Filled(modules);

        public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules)
            => Filled(modules.Select(pair => (pair.Item1, pair.Item2)));

        public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => Filled(modules);

        public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules)
            => Filled(modules.Select(pair => (pair.Item1, pair.Item2)));

        public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => Filled(modules);

        private static Sequential Filled(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules)
            => modules.Aggregate(Sequential(), (result, item) => result.append(item.name, item.submodule));

        private static Sequential Filled(IEnumerable<Module<Tensor, Tensor>> modules)
            => modules.Aggregate(Sequential(), (result, module) => result.append(module));
    }
}

#nullable disable
using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A device: its type and, where there are several, its number.</summary>
    public class Device
    {
        public Device(string description)
        {
            var parts = description.Split(':');
            if (parts.Length > 2)
                return;
            type = Parse(parts[0]);
            if (parts.Length == 2)
                index = int.Parse(parts[1], CultureInfo.CurrentCulture);
        }

        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType);
            this.index = index;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index)
        {
            type = DeviceType.CUDA;
            this.index = index;
        }

        public DeviceType type { get; private set; } = DeviceType.CPU;

        public int index { get; private set; } = -1;

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            if (type == DeviceType.CPU)
                return "cpu";
            var word = type.ToString().ToLowerInvariant();
            return index == -1 ? word : $"{word}:{index}";
        }

        private static DeviceType Parse(string word) => Enum.Parse<DeviceType>(word.ToUpperInvariant());
    }
}
